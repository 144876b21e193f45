import { run } from './commands.ts';

/** Self-signed: the laboratory has no certificate authority. @param cert @param key files to be written, PEM */
export function makeCertificate(name: string, cert: string, key: string): void {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  run('openssl', ['req', '-x509', ...kind, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert]);
}
