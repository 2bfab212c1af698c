"""Calls a service with python-zeep, from its ?wsdl alone.

    zeep_client.py WSDL-URL < calls.json > answers.json

calls:   [{"operation": name, "message": {...}, "omit": local name}]; "omit" takes an element out of the finished request,
         behind zeep's back.
answers: [{"answer": {...}} | {"fault": {"code", "message", "detail": [Clark names], "text": {local name: text}}}]
"""

import json
import sys

import zeep
from lxml import etree
from zeep.helpers import serialize_object


def main(url):
    client = zeep.Client(url, transport=zeep.Transport(timeout=20, operation_timeout=20))
    calls = json.load(sys.stdin)
    json.dump([call(client, entry) for entry in calls], sys.stdout, default=str)


def service_of(client, operation):
    """A WSDL may hold several services; zeep takes the first one unless told."""
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            if operation in port.binding._operations:
                return client.bind(service.name, port.name)
    raise KeyError(operation)


def call(client, entry):
    try:
        service = service_of(client, entry["operation"])
        answer = send(client, service, entry["operation"], entry["message"], entry.get("omit"))
        return {"answer": serialize_object(answer, dict)}
    except zeep.exceptions.Fault as fault:
        details = [] if fault.detail is None else list(fault.detail)
        texts = [node for detail in details for node in detail.iter() if (node.text or "").strip() != ""]
        return {
            "fault": {
                "code": fault.code,
                "message": fault.message,
                "detail": [detail.tag for detail in details],
                "text": {etree.QName(node).localname: node.text for node in texts},
            }
        }


def send(client, service, operation, message, omit):
    if omit is None:
        return service[operation](**message)
    envelope = client.create_message(service, operation, **message)
    for node in envelope.xpath("//*[local-name() = $name]", name=omit):
        node.getparent().remove(node)
    binding = service._binding
    options = service._binding_options
    action = binding.get(operation).soapaction
    headers = {"SOAPAction": '"%s"' % action, "Content-Type": "text/xml; charset=utf-8"}
    response = client.transport.post_xml(options["address"], envelope, headers)
    return binding.process_reply(client, binding.get(operation), response)


main(sys.argv[1])
