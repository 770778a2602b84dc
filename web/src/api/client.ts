/* The one way the page speaks to the server. The session lives in HttpOnly cookies, so this file never sees a
   token: it sends the CSRF header the server asks for, refreshes a session that has run out once for all
   requests that are waiting, and turns every failure into a Problem. */

export interface FieldError {
  pointer: string;
  detail: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly requestId: string | null,
    readonly errors: FieldError[] = [],
    readonly retryAfterSeconds: number | null = null,
    readonly type = 'about:blank',
  ) {
    super(detail || title);
    this.name = 'Problem';
  }

  /* The message that belongs to one field of a form. */
  of(field: string): string | undefined {
    return this.errors.find((error) => error.pointer === `/${field}` || error.pointer === field)?.detail;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Ask {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const BASE = '/api/v1';
const WORKSPACE_KEY = 'florin.workspace';

let onSessionEnd: () => void = () => {};
let refreshing: Promise<boolean> | null = null;

export function whenSessionEnds(act: () => void): void {
  onSessionEnd = act;
}

export function csrfToken(): string | null {
  const match = /(?:^|;\s*)(?:__Host-)?florin_csrf=([^;]*)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

export function chosenWorkspace(): string | null {
  return localStorage.getItem(WORKSPACE_KEY);
}

export function chooseWorkspace(id: string | null): void {
  if (id) localStorage.setItem(WORKSPACE_KEY, id);
  else localStorage.removeItem(WORKSPACE_KEY);
}

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return BASE + path + (text ? `?${text}` : '');
}

function headersFor(method: string, extra: Record<string, string> = {}): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', ...extra };
  const csrf = csrfToken();
  const workspace = chosenWorkspace();
  if (csrf && method !== 'GET') headers['X-CSRF-Token'] = csrf;
  if (workspace) headers['X-Workspace-Id'] = workspace;
  return headers;
}

interface ProblemBody {
  type?: string;
  title?: string;
  detail?: string;
  instance?: string;
  errors?: FieldError[];
}

function toProblem(status: number, text: string, header: (name: string) => string | null): Problem {
  let body: ProblemBody = {};
  try {
    body = JSON.parse(text) as ProblemBody;
  } catch {
    /* a proxy's page: the status says all there is */
  }
  const wait = Number(header('Retry-After'));
  return new Problem(
    status,
    body.title ?? `HTTP ${status}`,
    body.detail ?? '',
    header('X-Request-Id') ?? body.instance ?? null,
    body.errors ?? [],
    wait > 0 ? wait : null,
    body.type,
  );
}

const PATIENCE_S = 5;
const TRIES = 4;

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

/* A server that says "too many requests" says for how long: short waits are waited here, whatever was asked,
   because nothing was done. */
async function patiently<T extends { status: number }>(once: () => Promise<T>, retryAfter: (answer: T) => string | null): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const answer = await once();
    const seconds = Number(retryAfter(answer));
    if (answer.status !== 429 || tries >= TRIES || !(seconds <= PATIENCE_S)) return answer;
    await pause(Math.max(seconds, 0.3));
  }
}

const sendPatiently = (method: string, url: string, options: Ask) => patiently(() => send(method, url, options), (answer) => answer.headers.get('Retry-After'));

async function send(method: string, url: string, options: Ask): Promise<Response> {
  const isJson = options.body !== undefined && !(options.body instanceof FormData);
  const headers = headersFor(method, options.headers);
  if (isJson) headers['Content-Type'] = 'application/json';
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) init.body = isJson ? JSON.stringify(options.body) : (options.body as FormData);
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'offline', '', null);
  }
}

/* One refresh for everybody who waits. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= send('POST', address('/auth/refresh'), { body: {} })
    .then((answer) => answer.ok, () => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

const SIGN_IN_PATHS = ['/auth/login', '/auth/register', '/auth/refresh', '/auth/logout'];

/* An answer that is none of a failure's. */
async function answered(method: string, path: string, options: Ask = {}): Promise<Response> {
  const url = address(path, options.query);
  let answer = await sendPatiently(method, url, options);
  if (answer.status === 401 && !SIGN_IN_PATHS.includes(path)) {
    if (await refreshSession()) answer = await sendPatiently(method, url, options);
    if (answer.status === 401) onSessionEnd();
  }
  if (!answer.ok) throw toProblem(answer.status, await answer.text(), (name) => answer.headers.get(name));
  return answer;
}

async function ask<T>(method: string, path: string, options: Ask = {}): Promise<T> {
  const text = await (await answered(method, path, options)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    ask<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) }),
  post: <T>(path: string, body: unknown = {}, query?: Query) => ask<T>('POST', path, { body, ...(query && { query }) }),
  put: <T>(path: string, body: unknown) => ask<T>('PUT', path, { body }),
  patch: <T>(path: string, body: unknown) => ask<T>('PATCH', path, { body }),
  delete: <T>(path: string) => ask<T>('DELETE', path),
  bytes: async (path: string, signal?: AbortSignal) => (await answered('GET', path, signal ? { signal } : {})).blob(),
};

/* Uploads go through XMLHttpRequest because only it tells how much has left. */
export async function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  const once = () =>
    new Promise<XMLHttpRequest>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', address(path));
      for (const [name, value] of Object.entries(headersFor('POST'))) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onload = () => resolve(request);
      request.onerror = () => reject(new Problem(0, 'offline', '', null));
      request.send(form);
    });
  const sent = () => patiently(once, (request) => request.getResponseHeader('Retry-After'));
  let request = await sent();
  if (request.status === 401 && (await refreshSession())) request = await sent();
  if (request.status === 401) onSessionEnd();
  if (request.status < 200 || request.status > 299) {
    throw toProblem(request.status, request.responseText, (name) => request.getResponseHeader(name));
  }
  return JSON.parse(request.responseText) as T;
}
