/** Import page: sends the file as it is to command-service and watches the rows arrive. */
import {call, getJson, Problem, services} from './api.js';
import {$, athleteUrl, el, plural, showProblem, tile, whole} from './page.js';

const POLL_MS = 400;
/** A file with more rejected rows than this has one reason, and the first rows show it. */
const REJECTED_SHOWN_MAX = 500;

$('zone').value = Intl.DateTimeFormat().resolvedOptions().timeZone;

const drop = $('drop');
for (const type of ['dragenter', 'dragover']) drop.addEventListener(type, () => drop.classList.add('over'));
for (const type of ['dragleave', 'drop']) drop.addEventListener(type, () => drop.classList.remove('over'));
$('file').addEventListener('change', () => {
  const file = $('file').files[0];
  $('file-name').textContent = file ? `${file.name}, ${whole(Math.ceil(file.size / 1024))} KiB` : 'Choose a file';
});

function showCounts(s) {
  $('counts').replaceChildren(...[
    ['Rows', s.rows], ['Accepted', s.accepted], ['Warm-ups', s.warmUps], ['Rest rows', s.restRows],
    ['Duplicates', s.duplicates], ['Rejected', s.rejected], ['Sessions', s.sessions],
  ].filter(([, n]) => n !== undefined && n !== null).map(([label, n]) => tile(label, whole(n))));
}

async function watch(base, id, file, signal) {
  while (!signal.aborted) {
    await new Promise(done => setTimeout(done, POLL_MS));
    const s = await getJson(`${base}/v1/imports/${id}`, {}, {signal}).catch(() => null);
    if (s && !signal.aborted) {
      $('status').textContent = `${plural(s.rows ?? 0, 'row')} read`;
      if (s.bytesRead) $('bar').value = Math.min(s.bytesRead / Math.max(file.size, 1), 1);
      showCounts(s);
    }
  }
}

async function showRejected(base, path) {
  const text = await (await call(`${base}${path}`)).text();
  const rejected = text.split('\n').filter(Boolean).map(line => JSON.parse(line)).filter(r => r.outcome === 'rejected');
  $('rejected').hidden = rejected.length === 0;
  $('rejected-rows').replaceChildren(...rejected.slice(0, REJECTED_SHOWN_MAX).map(r => el('tr', {},
    el('td', {class: 'num'}, String(r.line)), el('td', {}, r.field ?? ''), el('td', {class: 'wrap'}, r.value ?? ''),
    el('td', {class: 'wrap'}, r.reason ?? ''))));
}

$('form').addEventListener('submit', async event => {
  event.preventDefault();
  showProblem(null);
  const file = $('file').files[0];
  const athlete = $('athlete').value.trim();
  const id = crypto.randomUUID();
  const watching = new AbortController();
  $('start').disabled = true;
  $('progress').hidden = false;
  $('done').hidden = $('unknown').hidden = $('rejected').hidden = true;
  $('status').textContent = 'Sending';
  $('bar').removeAttribute('value');
  $('counts').replaceChildren();
  try {
    const {commandUrl: base} = await services();
    const query = new URLSearchParams({
      athlete, format: $('format').value, unit: $('unit').value, zone: $('zone').value.trim(), importId: id,
    });
    watch(base, id, file, watching.signal);
    const response = await call(`${base}/v1/imports?${query}`, {
      method: 'POST', body: file, headers: {'Content-Type': 'application/octet-stream'},
    });
    const summary = await response.json();
    watching.abort();
    $('bar').value = 1;
    $('status').textContent = `Done: ${plural(summary.accepted, 'set')} in ${plural(summary.sessions, 'session')}`
      + (summary.duplicates ? `, ${plural(summary.duplicates, 'row')} already known` : '');
    showCounts(summary);
    $('see').href = athleteUrl(athlete);
    $('done').hidden = false;
    const unknown = summary.unknownExercises ?? [];
    $('unknown').hidden = unknown.length === 0;
    $('unknown-list').replaceChildren(...unknown.map(u => el('li', {}, `${u.name} (${u.sets})`)));
    if (summary.rejected > 0) await showRejected(base, summary.outcomes ?? `/v1/imports/${id}/rows`);
  } catch (e) {
    showProblem(e instanceof Problem ? e : new Error('The import failed. ' + e.message));
    $('status').textContent = 'Failed';
    $('bar').value = 0;
  } finally {
    watching.abort();
    $('start').disabled = false;
  }
});
