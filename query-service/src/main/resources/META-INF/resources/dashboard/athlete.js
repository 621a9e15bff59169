/** One member: the two systems over time, what is kept, and what a return would take. */
import {follow, getJson} from './api.js';
import {$, DAY_MS, date, el, meter, over, percent, plural, showLive, showProblem, span, tile, weeks, whole, words} from './page.js';
import {layeredChart, returnChart} from './charts.js';

const AHEAD_DAYS = 365;
const POINTS_WANTED = 240;
const TABLE_ROWS_MAX = 60;
/** Moving a slider asks once it rests. */
const SLIDER_REST_MS = 120;
const PHASES = ['entry', 'supervised', 'reinforcement', 'unsupervised', 'mastery'];
const BASIS = {
  OWN_DATA: 'calibrated on this member’s own tests',
  POPULATION: 'population values from published groups',
  ASSUMPTION: 'an assumption that no study has measured in people',
  BEYOND_EVIDENCE: 'further than any study has looked: an extrapolation',
};

const id = new URLSearchParams(location.search).get('id') ?? '';
const base = `/v1/athletes/${encodeURIComponent(id)}`;
const charts = {structure: layeredChart($('structure-chart')), motor: layeredChart($('motor-chart')), comeback: returnChart($('return-chart'))};

/** What the sliders stand on. Null means the newest: it moves on as time and events do. */
const chosen = {movement: null, group: null, atDay: null, knownDay: null};
let firstDay = null;
let today = Math.floor(Date.now() / DAY_MS);
let asked = 0;

const dayTime = day => new Date(day * DAY_MS).toISOString();
/** The end of a chosen day, so that its sessions count; the newest instant when nothing was chosen. */
const atTime = () => (chosen.atDay === null ? null : new Date((chosen.atDay + 1) * DAY_MS - 1000).toISOString());
const knownTime = () => (chosen.knownDay === null ? null : new Date((chosen.knownDay + 1) * DAY_MS - 1000).toISOString());

async function load({live = false} = {}) {
  const mine = ++asked;
  document.body.setAttribute('aria-busy', 'true');
  try {
    const at = atTime();
    const knownAt = knownTime();
    const state = await getJson(`${base}/state`, {at, knownAt});
    if (mine !== asked) return null;
    chooseFrom(state);
    const [trajectory, outlook, checkpoints] = await Promise.all([
      getJson(`${base}/trajectory`, {movement: chosen.movement, muscleGroup: chosen.group, knownAt, points: POINTS_WANTED, aheadDays: AHEAD_DAYS}),
      getJson(`${base}/outlook`, {at, knownAt, movement: chosen.movement}),
      getJson(`${base}/checkpoints`),
    ]);
    if (mine !== asked) return null;
    showState(state, outlook);
    showTrajectory(trajectory);
    showReturn(outlook);
    showMovements(state);
    showCheckpoints(checkpoints);
    showProblem(null);
    if (live) $('live-news').textContent = `Updated: ${id} at event ${state.position}, strength ${over(state.strengthRatio)}.`;
    return state;
  } finally {
    if (mine === asked) document.body.removeAttribute('aria-busy');
  }
}

function chooseFrom(state) {
  const movements = state.movements.map(m => m.movement);
  if (!movements.includes(chosen.movement)) {
    chosen.movement = [...state.movements].sort((a, b) => b.trace - a.trace)[0]?.movement ?? null;
  }
  options($('movement'), movements, chosen.movement);
}

function options(select, keys, value) {
  const wanted = keys.join();
  if (select.dataset.keys !== wanted) {
    select.dataset.keys = wanted;
    select.replaceChildren(...keys.map(k => el('option', {value: k}, words(k))));
  }
  select.value = value ?? '';
}

function showState(state, outlook) {
  $('name').textContent = id;
  document.title = `${id} · Holdfast`;
  $('phase').textContent = state.phase;
  $('phase').dataset.phase = state.phase;
  const since = state.lastSessionAt ? (new Date(state.at) - new Date(state.lastSessionAt)) / DAY_MS : null;
  $('story').textContent = since === null ? 'No session yet.'
    : `Last session ${date(state.lastSessionAt)}, ${since < 1 ? 'the same day' : `${span(since)} before the instant shown`}. Known up to event ${whole(state.position)}.`;
  const kept = state.kept ?? {};
  const back = outlook.weeksToReturn;
  $('figures').replaceChildren(
    tile('Strength over untrained', over(state.strengthRatio), 'mean over movements'),
    tile('Sharpness', percent(state.sharpness), 'movement precision now', 'var(--m-durable)'),
    tile('Trace kept', percent(kept.trace), 'of its highest', 'var(--m-durable)'),
    tile('Nuclei kept', percent(kept.nuclei), 'of their highest', 'var(--s-durable)'),
    tile('Weeks to return', weeks(back.median), `${weeks(back.low)} to ${weeks(back.high)} for 9 in 10`, 'var(--return)'),
    tile('A first-timer', weeks(outlook.weeksForFirstTimer.median), 'weeks to the same strength', 'var(--first)'));
}

function showTrajectory(t) {
  const seconds = v => new Date(v) / 1000;
  chosen.group = t.muscleGroup;
  options($('group'), t.muscleGroups, t.muscleGroup);
  $('group').value = t.muscleGroup ?? '';
  const x = t.points.map(p => seconds(p.at));
  const now = seconds(t.now);
  const marks = {
    now,
    at: chosen.atDay === null ? now : (chosen.atDay + 1) * 86_400,
    sessions: t.sessions.map(s => seconds(s.at)),
    pauses: t.pauses.map(p => ({from: seconds(p.from), to: p.to ? seconds(p.to) : now})),
    checkpoints: t.pauses.map(p => seconds(p.from)),
  };
  charts.structure.draw('s', ['Fibre size', 'Kept by nuclei', 'Nuclei'],
    [x, t.points.map(p => p.fibreSize), t.points.map(p => p.nuclearSize), t.points.map(p => p.nuclei)], marks);
  charts.motor.draw('m', ['Expression', 'Kept by trace', 'Trace'],
    [x, t.points.map(p => p.expression), t.points.map(p => p.latentExpression), t.points.map(p => p.trace)], marks);
  describe(t);
  if (t.sessions.length && firstDay === null) {
    firstDay = Math.floor(new Date(t.from) / DAY_MS);
    sliders();
  }
  const every = Math.ceil(t.points.length / TABLE_ROWS_MAX);
  $('points').replaceChildren(...t.points.filter((_, i) => i % every === 0).map(p => el('tr', {},
    el('td', {}, `${date(p.at)}${p.forecast ? ' (forecast)' : ''}`),
    ...[p.fibreSize, p.nuclearSize, p.expression, p.latentExpression].map(v => el('td', {class: 'num'}, percent(v, 1))))));
}

function describe(t) {
  const known = t.points.filter(p => !p.forecast);
  const last = known.at(-1);
  if (!last) return;
  const future = t.points.at(-1);
  const most = key => known.reduce((best, p) => Math.max(best, p[key]), 0);
  $('structure-chart').setAttribute('aria-label',
    `Structure of ${words(t.muscleGroup)} over time: fibre size ${percent(last.fibreSize, 1)} over untrained now, at most ${percent(most('fibreSize'), 1)}; `
    + `${percent(last.nuclearSize, 1)} is kept by nuclei. Without training ${percent(future.fibreSize, 1)} on ${date(future.at)}. `
    + `${plural(t.sessions.length, 'session')}, ${plural(t.pauses.length, 'pause')}. The same figures are in the table below.`);
  $('motor-chart').setAttribute('aria-label',
    `Motor program of ${words(t.movement)} over time: ${percent(last.expression, 1)} expressed now, at most ${percent(most('expression'), 1)}; `
    + `the trace keeps ${percent(last.latentExpression, 1)}. Without training ${percent(future.expression, 1)} on ${date(future.at)}.`);
}

function showReturn(outlook) {
  const curve = outlook.curve;
  charts.comeback.draw([
    curve.map(c => c.week),
    ...['returner', 'firstTimer'].flatMap(who => ['median', 'low', 'high'].map(edge => curve.map(c => c[who]?.[edge] ?? null))),
  ]);
  const {weeksToReturn: back, weeksForFirstTimer: first, plan} = outlook;
  const story = back.median < 0.5 ? 'Already within 2 % of the previous best.'
    : `About ${weeks(back.median)} weeks (${weeks(back.low)} to ${weeks(back.high)}) back to 98 % of the previous best; `
      + `somebody who looks the same and has nothing latent needs about ${weeks(first.median)}.`;
  $('return-story').textContent = `${story} Plan: ${plan.sessionsPerWeek} sessions a week, ${plan.hardSets} hard sets of each movement.`;
  $('return-chart').setAttribute('aria-label', `Forecast of the return. ${story}`);
  $('basis').textContent = `Ranges hold 9 in 10 of the bodies that the studies allow. They rest on ${BASIS[back.basis] ?? back.basis}.`;
}

function showMovements(state) {
  $('movements').replaceChildren(...state.movements.map(m => {
    const step = PHASES.indexOf(m.learningPhase);
    return el('tr', {},
      el('td', {}, words(m.movement)),
      el('td', {}, el('span', {class: 'steps', 'aria-hidden': 'true'}, ...PHASES.map((_, i) => el('i', {class: i <= step ? 'on' : null}))), words(m.learningPhase)),
      el('td', {class: 'num'}, percent(m.trace)),
      el('td', {}, meter(m.sharpness, 'm')),
      el('td', {class: 'num'}, over(m.strengthRatio)),
      el('td', {class: 'num'}, m.daysSinceLastSession === null || m.daysSinceLastSession === undefined ? '–' : whole(Math.floor(m.daysSinceLastSession))));
  }));
}

function showCheckpoints(checkpoints) {
  // Those that are kept for speed alone say nothing to a reader.
  $('checkpoints').replaceChildren(...checkpoints.items.filter(c => c.kind !== 'chunk').map(c => el('tr', {},
    el('td', {}, date(c.effectiveAt)), el('td', {}, c.inferred && c.kind !== 'newest' ? `${c.kind} (inferred)` : c.kind),
    el('td', {class: 'num'}, over(c.strengthRatio)), el('td', {class: 'num'}, percent(c.sharpness)),
    el('td', {class: 'num'}, whole(c.position)))));
}

function sliders() {
  today = Math.floor(Date.now() / DAY_MS);
  for (const [name, max, value] of [['at', today + AHEAD_DAYS, chosen.atDay], ['known', today, chosen.knownDay]]) {
    $(name).min = String(firstDay);
    $(name).max = String(max);
    $(name).value = String(value ?? today);
  }
  sliderTexts();
}

function sliderTexts() {
  const at = chosen.atDay === null ? 'now' : `${date(dayTime(chosen.atDay))}${chosen.atDay > today ? ' (forecast)' : ''}`;
  const known = chosen.knownDay === null ? 'now' : date(dayTime(chosen.knownDay));
  $('at-text').textContent = at;
  $('known-text').textContent = known;
  $('at').setAttribute('aria-valuetext', at);
  $('known').setAttribute('aria-valuetext', known);
}

let rest = null;
function slid(name, key) {
  const day = Number($(name).value);
  chosen[key] = day === today ? null : day;
  sliderTexts();
  clearTimeout(rest);
  rest = setTimeout(reload, SLIDER_REST_MS);
}

const reload = () => load().catch(showProblem);
$('at').addEventListener('input', () => slid('at', 'atDay'));
$('known').addEventListener('input', () => slid('known', 'knownDay'));
$('movement').addEventListener('change', () => {
  chosen.movement = $('movement').value;
  chosen.group = null;
  reload();
});
$('group').addEventListener('change', () => {
  chosen.group = $('group').value;
  reload();
});

let again = null;
function later() {
  again ??= setTimeout(() => {
    again = null;
    load({live: true}).catch(showProblem);
  }, 250);
}

$('name').textContent = id;
follow(`${base}/subscription`, {onOpen: reload, onState: later, onStatus: showLive, onRefused: showProblem});
