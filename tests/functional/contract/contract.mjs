// The document resources/openapi.yaml as a judge: every request that is sent and every answer that comes is held against it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'];

/** A copy of a schema in which objects take no other members; with `whole`, none of theirs may be missing either. */
function closed(schema, { whole, base }) {
  if (Array.isArray(schema)) return schema.map((one) => closed(one, { whole, base }));
  if (schema === null || typeof schema !== 'object') return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value, { whole, base })]));
  if (typeof copy.$ref === 'string') copy.$ref = copy.$ref.replace('#/components/schemas/', `${base}#/$defs/`);
  if (schema.type === 'object' && schema.properties && schema.additionalProperties === undefined) {
    copy.additionalProperties = false;
    if (whole) copy.required = Object.keys(schema.properties);
  }
  return copy;
}

export class Contract {
  #document;
  #operations = [];
  #validators = new Map();
  #ajv = {};
  covered = new Set();
  bodies = new Map(); // by operation: the last request body that was taken

  constructor(file) {
    this.#document = parse(readFileSync(file, 'utf8'));
    // Requests and problems are read as written; what succeeds carries every member, null where there is nothing.
    for (const kind of ['written', 'whole']) {
      const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false });
      addFormats(ajv);
      ajv.addSchema({ $id: kind, $defs: closed(this.#document.components.schemas, { whole: kind === 'whole', base: kind }) });
      this.#ajv[kind] = ajv;
    }
    for (const [path, item] of Object.entries(this.#document.paths)) {
      for (const method of methods.filter((name) => item[name])) {
        const operation = item[method];
        const shape = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`);
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => this.#resolve(one));
        const literals = path.split('/').filter((part) => !part.startsWith('{')).length;
        this.#operations.push({ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, shape, parameters, literals, operation });
      }
    }
    this.#operations.sort((a, b) => b.literals - a.literals);
  }

  schema(name) { return this.#document.components.schemas[name]; }
  get operations() { return this.#operations; }

  find(method, path) {
    const found = this.#operations.find((one) => one.method === method && one.shape.test(path));
    assert.ok(found, `${method} ${path} is no operation of the document`);
    return found;
  }

  #resolve(value) {
    return value.$ref ? value.$ref.slice(2).split('/').reduce((node, key) => node[key], this.#document) : value;
  }

  /** The members that a JSON body of this operation must have. */
  requiredMembers(operation) {
    const schema = operation.operation.requestBody?.content?.['application/json']?.schema;
    return schema ? this.#resolve(schema).required ?? [] : [];
  }

  /** What is wrong with `value`; empty when it fits. */
  faults(kind, schema, value) {
    const key = kind + JSON.stringify(schema);
    if (!this.#validators.has(key)) this.#validators.set(key, this.#ajv[kind].compile(closed(schema, { whole: kind === 'whole', base: kind })));
    const validate = this.#validators.get(key);
    return validate(value) ? [] : validate.errors.map((one) => `${one.instancePath || '/'} ${one.message} ${JSON.stringify(one.params)}`);
  }

  /** A parameter travels as text: a whole number in it is one if it looks like one. */
  #parameterFaults(parameter, text) {
    const type = this.#resolve(parameter.schema).type;
    return this.faults('written', parameter.schema, type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text);
  }

  requestFaults(operation, { url, headers, body }) {
    const faults = [];
    const note = (where, list) => faults.push(...list.map((one) => `${where}: ${one}`));
    const values = operation.shape.exec(url.pathname).slice(1);
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const parameter of operation.parameters) {
      const given = parameter.in === 'path' ? decodeURIComponent(values[inPath.indexOf(parameter.name)])
        : parameter.in === 'query' ? url.searchParams.get(parameter.name) : headers.get(parameter.name);
      if (given !== null) note(parameter.name, this.#parameterFaults(parameter, given));
      else if (parameter.required) faults.push(`${parameter.name} is missing`);
    }
    for (const name of url.searchParams.keys()) {
      if (!operation.parameters.some((one) => one.in === 'query' && one.name === name)) faults.push(`?${name}= is not described`);
    }
    if (operation.operation.security.length > 0 && !headers.has('Authorization')) faults.push('the token is missing');
    const content = operation.operation.requestBody?.content;
    if (!content && body !== undefined) faults.push('takes no body');
    if (content?.['application/json']) note('body', this.faults('written', content['application/json'].schema, body));
    return faults;
  }

  answerFaults(operation, { status, headers, text }) {
    const responses = operation.operation.responses;
    const described = responses[String(status)] ?? (status >= 400 ? responses.default : undefined);
    if (!described) return [`status ${status} is not described`];
    const response = this.#resolve(described);
    const faults = [];
    for (const [name, header] of Object.entries(response.headers ?? {})) {
      if (headers.has(name)) faults.push(...this.faults('written', header.schema, headers.get(name)).map((one) => `${name}: ${one}`));
      else if (header.required) faults.push(`the header ${name} is missing`);
    }
    if (operation.method === 'HEAD') return faults;
    if (!response.content) return text === '' ? faults : [...faults, `an answer ${status} has no body`];
    const type = (headers.get('Content-Type') ?? '').split(';')[0];
    const content = response.content[type] ?? response.content['*/*'];
    if (!content) return [...faults, `the content type "${type}" of ${status} is not described`];
    if (!type.endsWith('json')) return faults;
    const value = JSON.parse(text);
    if (type === 'application/problem+json' && value.status !== status && status !== 405) faults.push(`a problem says ${value.status} and comes with ${status}`);
    return [...faults, ...this.faults(status < 300 ? 'whole' : 'written', content.schema, value)];
  }

  /**
   * One exchange. `expected` is a status, or the code of a problem. `wrong: true` sends what the document does not allow,
   * and fails when it does.
   */
  async exchange(base, { method, path, token, body, headers = {}, expected = 200, wrong = false, raw }) {
    const url = new URL(path, base);
    const operation = this.find(method, url.pathname);
    const sent = new Headers(headers);
    if (token) sent.set('Authorization', `Bearer ${token}`);
    if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json');
    const problems = this.requestFaults(operation, { url, headers: sent, body });
    if (wrong) assert.notDeepEqual(problems, [], `${operation.name}: the document allows this request`);
    else assert.deepEqual(problems, [], `${operation.name}: the document does not allow this request`);
    const response = await fetch(url, { method, headers: sent, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)), redirect: 'manual' });
    const text = await response.text();
    const where = `${operation.name} answered ${response.status} ${text.slice(0, 600)}`;
    assert.deepEqual(this.answerFaults(operation, { status: response.status, headers: response.headers, text }), [], where);
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '') && text !== '';
    const json = isJson ? JSON.parse(text) : undefined;
    if (typeof expected === 'number') assert.equal(response.status, expected, where);
    else assert.equal(json?.code, expected, where);
    if (response.status < 300) {
      this.covered.add(operation.name);
      if (body !== undefined) this.bodies.set(operation.name, body);
    }
    return { status: response.status, headers: response.headers, text, json };
  }
}
