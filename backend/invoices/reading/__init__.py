"""Reading invoice files: ZUGFeRD and Factur-X PDF, XRechnung and EN 16931 XML (CII and UBL), plain PDF with JSON."""
