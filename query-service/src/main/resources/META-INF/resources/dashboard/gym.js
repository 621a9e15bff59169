/** Gym overview: members by phase, the win-back list, and the member table, kept current by the tenant's stream. */
import {follow, getJson} from './api.js';
import {$, athleteUrl, badge, DAY_MS, date, el, meter, over, plural, showLive, showProblem, span, tile, weeks, whole} from './page.js';

const PAGE_LIMIT = 50;
/** A burst of changes asks for one summary, not for one each. */
const SUMMARY_PAUSE_MS = 1_000;

const rows = new Map();
let cursor = null;
let generation = 0;

async function loadSummary() {
  const gym = await getJson('/v1/gym', {closingWithinDays: $('within').value});
  const phases = [['training', gym.training], ['paused', gym.paused], ['untrained', gym.untrained]];
  $('phasebar').replaceChildren(...phases.filter(([, n]) => n > 0).map(([phase, n]) =>
    el('span', {style: {flexGrow: n, background: `var(--${phase})`}})));
  $('phasebar').setAttribute('aria-label', phases.map(([p, n]) => `${n} ${p}`).join(', '));
  $('tiles').replaceChildren(
    tile('Members', whole(gym.athletes), `known up to event ${whole(gym.position)}`),
    tile('Training', whole(gym.training), 'in the last three weeks', 'var(--training)'),
    tile('Paused', whole(gym.paused), 'holding on to what they built', 'var(--paused)'),
    tile('Closing this month', whole(gym.closingWithin30Days), 'half of the head start gone in 30 days'));
  $('winback').replaceChildren(...gym.winBack.map(winBack));
  $('winback-empty').hidden = gym.winBack.length > 0;
  return gym;
}

function winBack(m) {
  const longest = Math.max(m.weeksForFirstTimer ?? 0, m.weeksToReturn ?? 0, 1);
  const lane = (label, w) => el('div', {}, el('span', {}, label),
    el('span', {'aria-hidden': 'true'}, el('b', {style: {width: `${(100 * (w ?? 0)) / longest}%`}})), el('span', {}, `${weeks(w)} wk`));
  const left = (new Date(m.windowClosesAt) - Date.now()) / DAY_MS;
  return el('li', {}, el('a', {href: athleteUrl(m.athleteId)},
    el('span', {class: 'who'}, el('span', {}, m.athleteId),
      el('span', {class: 'when'}, left <= 0 ? 'closed' : `closes in ${span(left)}`)),
    el('span', {class: 'race'}, lane('return', m.weeksToReturn), lane('first time', m.weeksForFirstTimer)),
    el('span', {class: 'fine'}, `Away ${span(m.pausedDays)}, half the head start gone by ${date(m.windowClosesAt)}`)));
}

function fill(row, m) {
  row.dataset.position = m.position ?? 0;
  row.replaceChildren(
    el('td', {}, el('a', {href: athleteUrl(m.athleteId)}, m.athleteId)),
    el('td', {}, badge(m.phase)),
    el('td', {}, date(m.lastSessionAt)),
    el('td', {class: 'num'}, over(m.strengthRatio)),
    el('td', {}, meter(m.sharpness, 'm')),
    el('td', {}, meter(m.nucleiKept)),
    el('td', {}, meter(m.traceKept, 'm')),
    el('td', {class: 'num'}, weeks(m.weeksToReturn)));
  return row;
}

async function loadMembers(more = false) {
  const mine = ++generation;
  const page = await getJson('/v1/athletes', {
    limit: PAGE_LIMIT, cursor: more ? cursor : null, phase: $('phase').value, sort: $('sort').value,
  });
  if (mine !== generation) return;
  if (!more) {
    rows.clear();
    $('members').replaceChildren();
  }
  for (const m of page.items) {
    const row = fill(el('tr'), m);
    rows.set(m.athleteId, row);
    $('members').append(row);
  }
  cursor = page.nextCursor ?? null;
  $('more').hidden = !cursor;
  $('members-empty').hidden = rows.size > 0;
}

function onState(member) {
  const known = rows.get(member.athleteId);
  if (member.erased) {
    known?.remove();
    rows.delete(member.athleteId);
    summaryLater();
    return;
  }
  const row = fill(known ?? el('tr'), member);
  if (!known && !$('phase').value) {
    rows.set(member.athleteId, row);
    $('members').prepend(row);
    $('members-empty').hidden = true;
  }
  row.classList.remove('fresh');
  requestAnimationFrame(() => row.classList.add('fresh'));
  summaryLater();
}

let pending = null;
function summaryLater() {
  pending ??= setTimeout(async () => {
    pending = null;
    const gym = await loadSummary().catch(showProblem);
    if (gym) $('live-news').textContent = `${plural(gym.athletes, 'member')}, ${gym.training} training, ${gym.paused} paused.`;
  }, SUMMARY_PAUSE_MS);
}

const guarded = action => () => action().then(() => showProblem(null), showProblem);

$('within').addEventListener('change', guarded(loadSummary));
$('phase').addEventListener('change', guarded(() => loadMembers()));
$('sort').addEventListener('change', guarded(() => loadMembers()));
$('more').addEventListener('click', guarded(() => loadMembers(true)));

const onOpen = guarded(async () => {
  await loadSummary();
  await loadMembers();
});
follow('/v1/subscription', {onOpen, onState, onStatus: showLive, onRefused: showProblem});
