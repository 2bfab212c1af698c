<?php
/*
 * Calls operations of a service with PHP's SoapClient, from its ?wsdl alone.
 *
 *     php php-calls.php URL < calls.json > answers
 *
 * calls:   [{"way", "service", "port", "operation", "address", "action", "soap": "1.1" | "1.2", "envelope": text}]
 * answers: a line for the contract and one for each call, in JSON: null, or what went wrong. SoapServer ends the program
 *          when it does not know what to do with a message; the line of that call is missing then.
 *
 * Ways:
 * sent     the envelope goes out as it is, and PHP reads the answer.
 * built    PHP's SoapServer reads the envelope into values, SoapClient makes a request of these and reads the answer.
 * refused  the envelope goes out as it is, and PHP reads a fault.
 */

declare(strict_types=1);

/** Sends what it is told to instead of what it made. */
final class Client extends SoapClient
{
    public ?string $envelope = null;
    public string $action = '';

    public function __doRequest($request, $location, $action, $version, $oneWay = false): ?string
    {
        return $this->envelope === null
            ? parent::__doRequest($request, $location, $action, $version, $oneWay)
            : parent::__doRequest($this->envelope, $location, $this->action, $version, $oneWay);
    }
}

/** Stands for a service; keeps what it is called with, header blocks apart. */
final class Receiver
{
    public ?array $arguments = null;
    public array $headers = [];

    public function __construct(private readonly string $operation)
    {
    }

    public function __call(string $name, array $arguments): void
    {
        if ($name === $this->operation) {
            $this->arguments = $arguments;
        } else {
            $this->headers[$name] = $arguments[0] ?? null;
        }
    }
}

function options(array $call): array
{
    return [
        'cache_wsdl' => WSDL_CACHE_MEMORY,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
        'exceptions' => true,
        'connection_timeout' => 30,
        'soap_version' => $call['soap'] === '1.2' ? SOAP_1_2 : SOAP_1_1,
    ];
}

function problem(Throwable $error): string
{
    $code = $error instanceof SoapFault ? $error->faultcode . ': ' : get_class($error) . ': ';
    return substr(trim(preg_replace('/\s+/', ' ', $code . $error->getMessage())), 0, 400);
}

function client(string $url, array $call): Client
{
    $client = new Client($url, options($call));
    $client->__setLocation($call['address']);
    return $client;
}

function sent(string $url, array $call): void
{
    $client = client($url, $call);
    $client->envelope = $call['envelope'];
    $client->action = $call['action'];
    $client->__soapCall($call['operation'], bodyOf($call));
}

/** What stands in the body, as it stands there: SoapClient insists on making a request of its own. */
function bodyOf(array $call): array
{
    $document = new DOMDocument();
    $document->loadXML($call['envelope']);
    $body = (new DOMXPath($document))->query('/*/*[local-name() = "Body"]')->item(0);
    $texts = [];
    foreach ($body->childNodes as $child) {
        $texts[] = new SoapVar($child->C14N(), XSD_ANYXML);
    }
    return $texts;
}

function built(string $url, array $call): void
{
    $receiver = new Receiver($call['operation']);
    $server = new SoapServer($url, options($call));
    $server->setObject($receiver);
    ob_start();
    try {
        $server->handle($call['envelope']);
    } finally {
        $answer = (string) ob_get_clean();
    }
    if ($receiver->arguments === null) {
        throw new RuntimeException('SoapServer cannot read the request: ' . strip_tags($answer));
    }
    $document = new DOMDocument();
    $document->loadXML($call['envelope']);
    $headers = [];
    foreach ((new DOMXPath($document))->query('/*/*[local-name() = "Header"]/*') as $block) {
        if (array_key_exists($block->localName, $receiver->headers)) {
            $headers[] = new SoapHeader((string) $block->namespaceURI, $block->localName, $receiver->headers[$block->localName]);
        }
    }
    client($url, $call)->__soapCall($call['operation'], $receiver->arguments, null, $headers === [] ? null : $headers);
}

function refused(string $url, array $call): void
{
    try {
        sent($url, $call);
    } catch (SoapFault) {
        return;
    }
    throw new RuntimeException('no fault');
}

function say(?string $answer): void
{
    echo json_encode($answer, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}

/** What goes wrong, in words; null when nothing does. */
function attempt(callable $action): ?string
{
    try {
        $action();
        return null;
    } catch (Throwable $error) {
        return problem($error);
    }
}

ini_set('default_socket_timeout', '30');
// Warnings of the extension go with an exception that says the same, and what ends the program is told by its end.
error_reporting(E_ALL & ~E_WARNING & ~E_NOTICE & ~E_DEPRECATED);
ini_set('display_errors', 'stderr');
$url = $argv[1];
$calls = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
$loaded = attempt(fn () => new Client($url, options($calls[0])));
say($loaded);
if ($loaded !== null) {
    exit;
}
foreach ($calls as $call) {
    say(attempt(fn () => $call['way']($url, $call)));
}
