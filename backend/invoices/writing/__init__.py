"""Writing invoice files: EN 16931 XML (CII) and a PDF that carries it (Factur-X)."""
