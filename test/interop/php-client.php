<?php
/*
 * Calls a service with PHP's SoapClient, from its ?wsdl alone.
 *
 *     php php-client.php WSDL-URL < calls.json > answers.json
 *
 * calls:   [{"operation": name, "message": {...}, "omit": local name}]; "omit" takes an element out of the finished request.
 * answers: [{"answer": {...}} | {"fault": {"code", "message", "detail": {...}}}]
 */

declare(strict_types=1);

final class Client extends SoapClient
{
    public ?string $omit = null;

    public function __doRequest($request, $location, $action, $version, $oneWay = false): ?string
    {
        if ($this->omit !== null) {
            $document = new DOMDocument();
            $document->loadXML($request);
            $found = (new DOMXPath($document))->query("//*[local-name() = '{$this->omit}']");
            foreach (iterator_to_array($found) as $node) {
                $node->parentNode->removeChild($node);
            }
            $request = $document->saveXML();
        }
        return parent::__doRequest($request, $location, $action, $version, $oneWay);
    }
}

$client = new Client($argv[1], [
    'cache_wsdl' => WSDL_CACHE_NONE,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    'exceptions' => true,
    'connection_timeout' => 20,
]);
$answers = [];
foreach (json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR) as $call) {
    $client->omit = $call['omit'] ?? null;
    try {
        $answers[] = ['answer' => $client->__soapCall($call['operation'], [$call['message']])];
    } catch (SoapFault $fault) {
        $answers[] = ['fault' => ['code' => $fault->faultcode, 'message' => $fault->faultstring, 'detail' => $fault->detail ?? null]];
    }
}
echo json_encode($answers, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
