"""The HTTP edge: Litestar's application, errors as problem+json, guards, limits, cookies. No rules of business."""
