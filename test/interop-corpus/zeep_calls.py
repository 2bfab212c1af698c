"""Calls operations of a service with python-zeep, from its ?wsdl alone.

    zeep_calls.py URL < calls.json > answers

calls:   [{"way", "service", "port", "operation", "address", "action", "soap": "1.1" | "1.2", "envelope": text}]
answers: a line for the contract and one for each call, in JSON: null, or what went wrong.

Ways:
sent     the envelope goes out as it is, and zeep reads the answer.
built    zeep reads the envelope into values of its own types, makes a request of these, and reads the answer.
refused  the envelope goes out as it is, and zeep reads a fault.

Nothing comes from the network: of what is not on the loopback interface, only the names of SOAP encoding are given out.
"""

import json
import pathlib
import sys
import warnings
from urllib.parse import urlparse

import zeep
from lxml import etree
from zeep.xsd import CompoundValue

ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"


class LoopbackTransport(zeep.Transport):
    def load(self, url):
        if url == ENCODING:
            return pathlib.Path(__file__).with_name("soap-encoding.xsd").read_bytes()
        if urlparse(url).hostname != "127.0.0.1":
            raise IOError("not loaded from the network: " + url)
        return super().load(url)


def main(url):
    calls = json.load(sys.stdin)
    transport = LoopbackTransport(timeout=30, operation_timeout=30)
    try:
        client = zeep.Client(url, transport=transport, settings=zeep.Settings(xml_huge_tree=True))
    except Exception as error:
        say(problem(error))
        return
    say(None)
    for entry in calls:
        try:
            WAYS[entry["way"]](client, entry)
            say(None)
        except Exception as error:
            say(problem(error))


def say(answer):
    print(json.dumps(answer), flush=True)


def problem(error):
    text = getattr(error, "message", None) or str(error)
    return " ".join((type(error).__name__ + ": " + str(text)).split())[:400]


def port_of(client, entry):
    port = client.wsdl.services[entry["service"]].ports.get(entry["port"])
    if port is None:
        raise KeyError("zeep knows no port " + entry["port"])
    return client.bind(entry["service"], entry["port"])


def sent(client, entry):
    service = port_of(client, entry)
    binding = service._binding
    if entry["soap"] == "1.2":
        headers = {"Content-Type": 'application/soap+xml; charset=utf-8; action="%s"' % entry["action"]}
    else:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"%s"' % entry["action"]}
    response = client.transport.post(entry["address"], entry["envelope"].encode(), headers)
    binding.process_reply(client, binding.get(entry["operation"]), response)


def built(client, entry):
    service = port_of(client, entry)
    service._binding_options["address"] = entry["address"]
    message = service._binding.get(entry["operation"]).input
    namespaces = {"soap": message.nsmap["soap-env"]}
    envelope = etree.fromstring(entry["envelope"].encode())
    args, kwargs = [], {}
    body = envelope.find("soap:Body", namespaces)
    if message.body is not None and len(body) > 0:
        value = message._deserialize_body(body)["body"]
        if isinstance(value, CompoundValue):
            kwargs.update(value.__values__)
        elif value is not None:
            args.append(value)
    header = message._deserialize_headers(envelope.find("soap:Header", namespaces)).get("header")
    if header is not None:
        kwargs["_soapheaders"] = {name: block for name, block in header.__values__.items() if block is not None}
    service[entry["operation"]](*args, **kwargs)


def refused(client, entry):
    try:
        sent(client, entry)
    except zeep.exceptions.Fault:
        return
    raise ValueError("no fault")


WAYS = {"sent": sent, "built": built, "refused": refused}
warnings.simplefilter("ignore")
main(sys.argv[1])
