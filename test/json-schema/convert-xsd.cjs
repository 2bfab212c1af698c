/*
 * Converts XSD documents with xsd2jsonschema, in a process of its own: it reads XML with an old parser, prints warnings and
 * may crash. Standard input is an object of file name → text, standard output one of file name → JSON schema.
 */
const { readFileSync } = require("node:fs");
const { Xsd2JsonSchema } = require("xsd2jsonschema");

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const schemas = JSON.parse(readFileSync(0, "utf8"));
const converted = new Xsd2JsonSchema().processAllSchemas({ schemas });
write(
  JSON.stringify(Object.fromEntries(Object.entries(converted).map(([file, schema]) => [file, schema.getJsonSchema()]))),
);
