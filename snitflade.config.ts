import { defineConfig } from "snitflade";

export default defineConfig({
  integration: "wsdl/integration.yaml",
  version: "0.1.0",
  copyright: "the Snitflade authors",
  packages: [
    {
      name: "@sf2090/kodelister",
      description: "The code lists of SF2090 as typed constants with Danish labels.",
    },
    {
      name: "@sf2090/sygefravaer",
      description: "SF2090 sickness benefit cases from KSD to the jobcentres: types, validators, clients and servers.",
    },
    {
      name: "@sf2090/forretningssvar",
      description: "SF2090 business answers from the jobcentres to KSD: types, validators, clients and servers.",
    },
  ],
});
