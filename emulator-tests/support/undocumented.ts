import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What a declaration file exports and does not document: each export, also one that another file declares, has a comment
 * `/** … *\/` directly before it.
 *
 * @returns names, with the file that declares each
 */
export function undocumentedIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const given = [...text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', from = '']) => {
    const target = join(dirname(file), from.replace(/\.js$/, '.d.ts'));
    const wanted = names.split(',').map((name) => name.replace(/\btype\b/, '').trim().split(' as ')[0] ?? '').filter((name) => name !== '');
    return wanted.flatMap((name) => undocumentedOne(target, name));
  });
  const own = [...text.matchAll(DECLARATION)].map(([, name = '']) => name);
  return [...given, ...[...new Set(own)].flatMap((name) => undocumentedOne(file, name))];
}

const DECLARATION = /^export (?:declare )?(?:abstract )?(?:class|function|const|interface|type) (\w+)/gm;

function undocumentedOne(file: string, name: string): string[] {
  const text = readFileSync(file, 'utf8');
  const isHere = new RegExp(`^export (?:declare )?(?:abstract )?(?:class|function|const|interface|type) ${name}\\b`, 'm').test(text);
  if (!isHere) {
    const from = new RegExp(`export (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)'`).exec(text)?.[1];
    return from === undefined ? [`${name}: not found in ${file}`] : undocumentedOne(join(dirname(file), from.replace(/\.js$/, '.d.ts')), name);
  }
  const documented = new RegExp(`\\*/\\s*export (?:declare )?(?:abstract )?(?:class|function|const|interface|type) ${name}\\b`).test(text);
  return documented ? [] : [`${name} in ${file}`];
}
