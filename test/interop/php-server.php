<?php
/*
 * A receiver of messages on PHP's SoapServer, to be run by the server built into PHP:
 *
 *     WSDL=… RECEIPTS_AS=response|fault FAULT=name php -S 127.0.0.1:PORT php-server.php
 *
 * It answers every message with a receipt that repeats what it read, so that a caller can tell whether it was understood.
 */

declare(strict_types=1);

ini_set('soap.wsdl_cache_enabled', '0');

final class Receiver
{
    public function __call(string $operation, array $arguments): array
    {
        $content = get_object_vars($arguments[0]);
        // The wrapper holds the contexts and then the message; the SAP interface has no wrapper.
        $message = isset($content['Header']) ? $arguments[0] : end($content);
        $receipt = [
            'TransportValideringKode' => 'Advarsel',
            'Begrundelse' => $operation . ' ' . $message->Header->TransaktionIdentifikator,
            'FejlListe' => [
                ['FejlKode' => 'HEADER', 'FejlTekst' => json_encode($message->Header, JSON_UNESCAPED_UNICODE)],
                ['FejlKode' => 'BODY', 'FejlTekst' => json_encode($message->Body, JSON_UNESCAPED_UNICODE)],
            ],
        ];
        if (getenv('RECEIPTS_AS') === 'fault') {
            $receipt['TransportValideringKode'] = 'Fejl';
            throw new SoapFault('Client', 'Beskeden er ikke behandlet', null, $receipt, getenv('FAULT'));
        }
        return ['TransportKvittering' => $receipt];
    }
}

$server = new SoapServer(getenv('WSDL'), ['cache_wsdl' => WSDL_CACHE_NONE, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS]);
$server->setObject(new Receiver());
$server->handle();
