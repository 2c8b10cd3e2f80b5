"""A REST backend: routes, validation and answers. The items themselves are in store.py."""
import base64
import json
import logging
import re
import uuid

from store import Store

logger = logging.getLogger()
logger.setLevel(logging.INFO)

store = Store()  # made once for each execution environment and used by every request that it serves


class HttpError(Exception):
    """An answer that is not a success: status and a message for the caller."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def answer(status, body=None):
    """An answer as API Gateway and function URLs want it. Note the small s of statusCode."""
    response = {"statusCode": status, "headers": {"content-type": "application/json"}}
    if body is not None:
        response["body"] = json.dumps(body, ensure_ascii=False)
    return response


def read_item(event):
    """The item in the request's body, checked."""
    raw = event.get("body") or ""
    if event.get("isBase64Encoded"):
        raw = base64.b64decode(raw).decode("utf-8")
    try:
        item = json.loads(raw)
    except ValueError as error:
        raise HttpError(400, f"the body is not JSON: {error}") from error
    if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"].strip():
        raise HttpError(400, "an item needs a name")
    if not isinstance(item.get("category", ""), str):
        raise HttpError(400, "category has to be text")
    return {"name": item["name"].strip(), "category": item.get("category", "")}


def list_items(event, _):
    query = event.get("queryStringParameters") or {}
    return answer(200, store.all(query.get("category")))


def create_item(event, _):
    item_id = uuid.uuid4().hex[:12]
    response = answer(201, store.put(item_id, read_item(event)))
    response["headers"]["location"] = f"/items/{item_id}"
    return response


def get_item(_, item_id):
    item = store.get(item_id)
    if item is None:
        raise HttpError(404, f"there is no item {item_id}")
    return answer(200, item)


def put_item(event, item_id):
    return answer(200, store.put(item_id, read_item(event)))


def delete_item(_, item_id):
    if not store.delete(item_id):
        raise HttpError(404, f"there is no item {item_id}")
    return answer(204)


ROUTES = [
    (re.compile(r"/items/?"), {"GET": list_items, "POST": create_item}),
    (re.compile(r"/items/(?P<id>[A-Za-z0-9_-]{1,64})"), {"GET": get_item, "PUT": put_item, "DELETE": delete_item}),
]


def route(event):
    """Method and path of payload format 2.0 (HTTP APIs, function URLs) or 1.0 (REST APIs)."""
    http = event.get("requestContext", {}).get("http", {})
    method = http.get("method") or event.get("httpMethod") or ""
    path = event.get("rawPath") or event.get("path") or ""
    for pattern, methods in ROUTES:
        match = pattern.fullmatch(path)
        if match:
            if method not in methods:
                raise HttpError(405, f"{path} does not answer {method}")
            return methods[method], match.groupdict().get("id")
    raise HttpError(404, f"there is nothing at {path}")


def lambda_handler(event, context):
    try:
        handler, item_id = route(event)
        return handler(event, item_id)
    except HttpError as error:
        logger.info("%s: %s", error.status, error)
        return answer(error.status, {"message": str(error)})
