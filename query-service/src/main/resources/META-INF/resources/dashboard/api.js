/** Talks to the services. Every call carries the tenant; every failure becomes a Problem that a reader can act on. */

const TENANT_KEY = 'holdfast.tenant';
/** The tenant that ./holdfast demo fills. */
const TENANT_DEFAULT = 'demo-gym';

const named = new URLSearchParams(location.search).get('tenant');
if (named) localStorage.setItem(TENANT_KEY, named);

export const tenant = () => named ?? localStorage.getItem(TENANT_KEY) ?? TENANT_DEFAULT;

/** A page of this dashboard, for the same tenant: what is opened in another tab must not depend on the last visit. */
export const pageUrl = (page, query = {}) => `${page}?${new URLSearchParams({...query, tenant: tenant()})}`;

export function useTenant(id) {
  const url = new URL(location.href);
  url.searchParams.set('tenant', id);
  location.href = url;
}

export class Problem extends Error {
  constructor(status, body) {
    const what = body?.detail ?? body?.title ?? `The service answered ${status}.`;
    // The detail of a refused value ends in its remedy already.
    super(body?.remedy && !what.includes(body.remedy) ? `${what} ${body.remedy}` : what);
    this.status = status;
  }
}

export async function call(url, options = {}) {
  let response;
  try {
    response = await fetch(url, {...options, headers: {'Holdfast-Tenant': tenant(), ...options.headers}});
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Problem(0, {detail: 'The service cannot be reached.', remedy: 'Is it running? Try again in a moment.'});
  }
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => null));
  return response;
}

export async function getJson(path, query = {}, options = {}) {
  const set = Object.entries(query).filter(([, v]) => v !== null && v !== undefined && v !== '');
  const url = set.length ? `${path}?${new URLSearchParams(set)}` : path;
  return (await call(url, options)).json();
}

/** Where the browser finds command-service; query-service tells. */
export const services = () => getJson('/v1/dashboard');

const RECONNECT_MIN_MS = 500;
const RECONNECT_MAX_MS = 10_000;

/** Whether asking again would be answered alike: the request is wrong, not the moment. */
const isRefusal = e => e instanceof Problem && e.status >= 400 && e.status < 500 && e.status !== 429;

/**
 * Follows a stream of server-sent events for ever, resuming after the last id seen; a refused request ends it. Not EventSource, because that one
 * cannot carry the tenant's header. What is read once the stream is open misses nothing: later changes come.
 */
export function follow(path, {onOpen, onState, onStatus, onRefused}) {
  const stop = new AbortController();
  let lastId = null;
  let wait = RECONNECT_MIN_MS;
  (async () => {
    while (!stop.signal.aborted) {
      try {
        const headers = {Accept: 'text/event-stream', ...(lastId !== null && {'Last-Event-ID': lastId})};
        const response = await call(path, {headers, signal: stop.signal, cache: 'no-store'});
        onStatus('live');
        for await (const event of events(response.body)) {
          wait = RECONNECT_MIN_MS;
          if (event.id) lastId = event.id;
          if (event.type === 'state') {
            onState(JSON.parse(event.data));
          } else if (event.type === 'open') {
            onOpen();
          } else if (event.type === 'fell-behind') {
            lastId = String(JSON.parse(event.data).resumeFrom);
          }
        }
      } catch (e) {
        if (stop.signal.aborted) return;
        if (isRefusal(e)) {
          onStatus('off');
          onRefused(e);
          return;
        }
      }
      onStatus('waiting');
      await new Promise(done => setTimeout(done, wait));
      wait = Math.min(wait * 2, RECONNECT_MAX_MS);
    }
  })();
  addEventListener('pagehide', () => stop.abort(), {once: true});
  return () => stop.abort();
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = {type: 'message', data: '', id: ''};
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    rest += value;
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (line === '') {
        if (event.data) yield event;
        event = {type: 'message', data: '', id: ''};
        continue;
      }
      const colon = line.indexOf(':');
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') event.type = text;
      else if (field === 'data') event.data += (event.data ? '\n' : '') + text;
      else if (field === 'id') event.id = text;
    }
  }
}
