"""The HTTP edge: Litestar's application, errors as problem+json, guards, limits, cookies. Holds no rules of business."""
