"""Greets whoever the event names."""
import json
import logging

logger = logging.getLogger()
logger.setLevel(logging.INFO)


def lambda_handler(event, context):
    """Return a greeting; `name` in the event is optional but has to be text."""
    name = event.get("name", "world") if isinstance(event, dict) else "world"
    if not isinstance(name, str) or not name.strip():
        raise ValueError("name has to be text, such as {\"name\": \"Ada\"}")
    logger.info("greeting %s", json.dumps(name, ensure_ascii=False))
    return {"message": f"Hello, {name.strip()}!"}
