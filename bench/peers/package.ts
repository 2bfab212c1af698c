/** Loads a package of the peers' own node_modules. They are not among the dependencies of the project, so it has no types. */
export async function peerPackage<Module>(specifier: string): Promise<Module> {
  try {
    return (await import(specifier)) as Module;
  } catch (error) {
    throw new Error(`${specifier} cannot be loaded. Install the peers with: npm ci --prefix bench`, { cause: error });
  }
}
