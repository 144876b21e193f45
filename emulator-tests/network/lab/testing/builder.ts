/** Builds a laboratory, says its namespaces' prefix, and waits to be killed. */
import { Lab } from '../lab.ts';

const lab = await Lab.build({ secret: 'secret', doors: { web: 1, webWithoutRelay: 1, auth: 1, firestore: 1, functions: 1 } });
console.log(lab.client('a').namespace);
setInterval(() => undefined, 60_000);
