import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/**
 * Xerces, as the JDK has it, as a judge of messages: reads WSDL and schema documents as they were published, with every
 * schema location honoured, and validates documents by them.
 *
 * <pre>java SchemaJudge.java FOLDER &lt; jobs &gt; verdicts</pre>
 *
 * FOLDER takes the schemas that stand inside WSDL documents. A job is a line with fields that tabs separate:
 *
 * <pre>
 * schema   WSDL documents               what follows is judged by these; answered by "schema", or "refused" and why
 * message  XML in Base64                answered by "valid", or "invalid" and why
 * </pre>
 *
 * A root element that no schema declares is judged by its xsi:type. Nothing comes from the network.
 */
public final class SchemaJudge {
    private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;
    private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";

    /** Schemas that contracts import from the web, or without saying where they are; the names in them that are used. */
    private static final Map<String, String> WELL_KNOWN = Map.of(
        XMLConstants.XML_NS_URI,
        "<xs:schema xmlns:xs='" + XSD + "' targetNamespace='" + XMLConstants.XML_NS_URI + "'>"
            + "<xs:attribute name='lang' type='xs:language'/><xs:attribute name='space' type='xs:NCName'/>"
            + "<xs:attribute name='base' type='xs:anyURI'/><xs:attribute name='id' type='xs:ID'/>"
            + "<xs:attributeGroup name='specialAttrs'><xs:attribute ref='xml:base'/><xs:attribute ref='xml:lang'/>"
            + "<xs:attribute ref='xml:space'/><xs:attribute ref='xml:id'/></xs:attributeGroup></xs:schema>",
        "http://schemas.xmlsoap.org/soap/encoding/",
        "<xs:schema xmlns:xs='" + XSD + "' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'"
            + " targetNamespace='http://schemas.xmlsoap.org/soap/encoding/'>"
            + "<xs:attribute name='arrayType' type='xs:string'/><xs:complexType name='Array'><xs:sequence>"
            + "<xs:any minOccurs='0' maxOccurs='unbounded' processContents='lax'/></xs:sequence>"
            + "<xs:attribute ref='e:arrayType'/><xs:anyAttribute namespace='##other' processContents='lax'/>"
            + "</xs:complexType><xs:complexType name='string'><xs:simpleContent><xs:extension base='xs:string'>"
            + "<xs:attribute name='id' type='xs:ID'/><xs:attribute name='href' type='xs:anyURI'/>"
            + "</xs:extension></xs:simpleContent></xs:complexType></xs:schema>");

    private final Path folder;
    private final DOMImplementationLS inputs;
    private int files;

    private SchemaJudge(Path folder) throws Exception {
        this.folder = folder;
        inputs = (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
    }

    public static void main(String[] arguments) throws Exception {
        SchemaJudge judge = new SchemaJudge(Path.of(arguments[0]));
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream verdicts = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Schema schema = null;
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            String[] job = line.split("\t");
            if (job[0].equals("schema")) {
                try {
                    schema = judge.schemaOf(List.of(job).subList(1, job.length));
                    verdicts.println("schema");
                } catch (Exception error) {
                    schema = null;
                    verdicts.println("refused\t" + oneLine(error));
                }
            } else {
                verdicts.println(schema == null ? "invalid\tthere is no schema" : verdict(schema, job[1]));
            }
        }
    }

    private static String verdict(Schema schema, String message) {
        Validator validator = schema.newValidator();
        validator.setErrorHandler(new FirstError());
        try {
            validator.validate(new StreamSource(new ByteArrayInputStream(Base64.getDecoder().decode(message))));
            return "valid";
        } catch (Exception error) {
            return "invalid\t" + oneLine(error);
        }
    }

    private static String oneLine(Exception error) {
        String place = error instanceof SAXParseException parse
            ? String.valueOf(parse.getSystemId()).replaceAll(".*/", "") + ":" + parse.getLineNumber() + " "
            : "";
        return (place + error.getMessage()).replaceAll("\\s+", " ");
    }

    private Schema schemaOf(List<String> documents) throws Exception {
        Map<Path, Element> inline = new LinkedHashMap<>();
        List<String> driver = new ArrayList<>();
        for (String path : documents) {
            Document document = parse(Path.of(path));
            Element root = document.getDocumentElement();
            for (Element imported : children(root, WSDL, "import")) {
                String location = imported.getAttribute("location");
                // Not what WSDL means, but done: a schema is imported like another WSDL.
                if (location.endsWith(".xsd")) {
                    driver.add(importOf(imported.getAttribute("namespace"), resolved(Path.of(path).toUri(), location)));
                }
            }
            for (Element types : children(root, WSDL, "types")) {
                for (Element schema : children(types, XSD, "schema")) {
                    inherit(schema);
                    absolute(schema, Path.of(path).toUri());
                    inline.put(folder.resolve("inline-" + files++ + ".xsd"), schema);
                }
            }
        }
        for (Element schema : inline.values()) {
            locate(schema, inline);
        }
        for (Map.Entry<Path, Element> entry : inline.entrySet()) {
            TransformerFactory.newInstance().newTransformer()
                .transform(new DOMSource(entry.getValue()), new StreamResult(entry.getKey().toFile()));
            driver.add(importOf(entry.getValue().getAttribute("targetNamespace"), entry.getKey().toUri()));
        }
        String text = "<xs:schema xmlns:xs='" + XSD + "' targetNamespace='urn:driver'>" + String.join("", driver) + "</xs:schema>";
        Path path = Files.writeString(folder.resolve("driver-" + files++ + ".xsd"), text);
        SchemaFactory factory = SchemaFactory.newInstance(XSD);
        factory.setFeature("http://apache.org/xml/features/honour-all-schemaLocations", true);
        factory.setErrorHandler(new FirstError());
        factory.setResourceResolver((type, namespace, publicId, systemId, base) -> wellKnown(namespace, systemId));
        return factory.newSchema(new StreamSource(path.toUri().toString()));
    }

    private LSInput wellKnown(String namespace, String systemId) {
        String text = systemId != null && !systemId.startsWith("http:") && !systemId.startsWith("https:")
            ? null
            : WELL_KNOWN.get(namespace);
        if (text == null) {
            return null;
        }
        LSInput input = inputs.createLSInput();
        input.setCharacterStream(new StringReader(text));
        input.setSystemId("well-known:" + namespace);
        return input;
    }

    private static String importOf(String namespace, URI location) {
        String named = namespace.isEmpty() ? "" : " namespace='" + escape(namespace) + "'";
        return "<xs:import" + named + " schemaLocation='" + escape(location.toString()) + "'/>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;");
    }

    private static Document parse(Path path) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(path.toFile());
    }

    private static List<Element> children(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    /** Declares on a schema what is declared around it. */
    private static void inherit(Element schema) {
        for (Node outer = schema.getParentNode(); outer instanceof Element element; outer = outer.getParentNode()) {
            NamedNodeMap attributes = element.getAttributes();
            for (int index = 0; index < attributes.getLength(); index++) {
                Attr attribute = (Attr) attributes.item(index);
                boolean isDeclaration = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
                if (isDeclaration && !schema.hasAttribute(attribute.getName())) {
                    schema.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, attribute.getName(), attribute.getValue());
                }
            }
        }
    }

    /** Locations are meant from where the WSDL stands. */
    private static void absolute(Element schema, URI base) {
        for (String name : List.of("import", "include", "redefine")) {
            for (Element element : children(schema, XSD, name)) {
                String location = element.getAttribute("schemaLocation");
                if (!location.isEmpty()) {
                    element.setAttribute("schemaLocation", resolved(base, location).toString());
                }
            }
        }
    }

    private static URI resolved(URI base, String location) {
        return base.resolve(location.replace(" ", "%20"));
    }

    /** An import without a location means the other schemas in the WSDL. */
    private static void locate(Element schema, Map<Path, Element> inline) {
        for (Element element : children(schema, XSD, "import")) {
            if (!element.getAttribute("schemaLocation").isEmpty()) {
                continue;
            }
            for (Map.Entry<Path, Element> other : inline.entrySet()) {
                if (other.getValue().getAttribute("targetNamespace").equals(element.getAttribute("namespace"))) {
                    Element copy = (Element) element.cloneNode(true);
                    copy.setAttribute("schemaLocation", other.getKey().toUri().toString());
                    schema.insertBefore(copy, element);
                }
            }
        }
    }

    /** Stops at the first error; warnings are no matter. */
    private static final class FirstError implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
        }

        @Override
        public void error(SAXParseException exception) throws SAXParseException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXParseException {
            throw exception;
        }
    }
}
