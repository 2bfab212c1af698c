/* The package declares its full version only; generated text needs nothing but this of the part without compiler. */
declare module "handlebars/runtime.js" {
  const runtime: {
    template(specification: object): (view: object) => string;
  };
  // The module's shape is the package's, not ours.
  export default runtime;
}
