/** The three charts, drawn with uPlot. Colours come from the style sheet, so light and dark need no second list. */

const HEIGHT_PX = 260;
const HEIGHT_NARROW_PX = 220;
const NARROW_PX = 560;

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const ratio = () => devicePixelRatio || 1;

function axes(valueLabel) {
  const font = `12px ${colour('sans')}`;
  const shared = {stroke: colour('soft'), font, grid: {stroke: colour('hair'), width: 1}, ticks: {show: false}};
  return [{...shared, grid: {show: false}, space: 70}, {...shared, size: 52, values: (_, ticks) => ticks.map(valueLabel)}];
}

const percentTick = v => `${Math.round(100 * v)} %`;
const percentCell = (_, v) => (v === null || v === undefined ? '–' : `${(100 * v).toFixed(1)} %`);

/** One chart in one element; a new draw with the same kind only swaps what changed. */
class Chart {
  constructor(node) {
    this.node = node;
    new ResizeObserver(() => this.plot && this.plot.width !== this.node.clientWidth && this.plot.setSize(this.size())).observe(node);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.again?.());
  }

  size() {
    const width = this.node.clientWidth;
    return {width, height: width < NARROW_PX ? HEIGHT_NARROW_PX : HEIGHT_PX};
  }

  draw(options, columns) {
    this.again = () => this.draw(options, columns);
    this.plot?.destroy();
    this.plot = new uPlot({...this.size(), ...options()}, columns, this.node);
  }
}

/** What lies behind and below the curves: pauses, the forecast's ground, sessions, checkpoints and the chosen instant. */
function timeMarks(marks) {
  const x = (u, t) => Math.round(u.valToPos(t, 'x', true));
  return {
    hooks: {
      drawClear: u => {
        const {ctx} = u;
        const {left, top, width, height} = u.bbox;
        ctx.save();
        ctx.beginPath();
        ctx.rect(left, top, width, height);
        ctx.clip();
        ctx.fillStyle = colour('pause');
        for (const p of marks.pauses) {
          const from = x(u, p.from);
          ctx.fillRect(from, top, x(u, p.to) - from, height);
        }
        const now = x(u, marks.now);
        if (now < left + width) {
          ctx.strokeStyle = colour('line');
          ctx.lineWidth = ratio();
          for (let at = Math.max(now, left) - height; at < left + width; at += 9 * ratio()) {
            if (at + height < now) continue;
            ctx.beginPath();
            const cut = Math.max(now - at, 0);
            ctx.moveTo(at + cut, top + height - cut);
            ctx.lineTo(at + height, top);
            ctx.stroke();
          }
        }
        ctx.restore();
      },
      draw: u => {
        const {ctx} = u;
        const {left, top, width, height} = u.bbox;
        ctx.save();
        ctx.beginPath();
        ctx.rect(left, top, width, height);
        ctx.clip();
        ctx.fillStyle = colour('ink');
        ctx.globalAlpha = 0.55;
        for (const t of marks.sessions) ctx.fillRect(x(u, t), top + height - 7 * ratio(), Math.max(ratio(), 1), 7 * ratio());
        ctx.globalAlpha = 1;
        for (const t of marks.checkpoints) {
          const d = 5 * ratio();
          const cx = x(u, t);
          const cy = top + d + 3 * ratio();
          ctx.beginPath();
          ctx.moveTo(cx, cy - d);
          ctx.lineTo(cx + d, cy);
          ctx.lineTo(cx, cy + d);
          ctx.lineTo(cx - d, cy);
          ctx.closePath();
          ctx.fill();
        }
        ctx.strokeStyle = colour('ink');
        ctx.lineWidth = 1.5 * ratio();
        ctx.beginPath();
        ctx.moveTo(x(u, marks.at), top);
        ctx.lineTo(x(u, marks.at), top + height);
        ctx.stroke();
        ctx.restore();
      },
    },
  };
}

const SYNC = 'holdfast-time';

/**
 * A system over time as two layers: the durable part, and the volatile part on top of it.
 * `columns`: times in seconds, sum, durable part, trace or nuclei.
 */
export function layeredChart(node) {
  const chart = new Chart(node);
  return {
    draw(prefix, labels, columns, marks) {
      chart.draw(() => ({
        padding: [10, 12, 0, 0],
        cursor: {sync: {key: SYNC}, drag: {x: false, y: false}, points: {size: 7}},
        legend: {live: true},
        scales: {x: {time: true}, y: {range: (_, min, max) => [0, Math.max(max, 0.01) * 1.12]}},
        axes: axes(percentTick),
        series: [
          {label: 'Day', value: (_, t) => (t ? new Date(1000 * t).toISOString().slice(0, 10) : '–')},
          {label: labels[0], stroke: colour(`${prefix}-durable`), width: 1.5, fill: colour(`${prefix}-volatile`), value: percentCell, points: {show: false}},
          {label: labels[1], stroke: colour(`${prefix}-durable`), width: 0, fill: colour(`${prefix}-durable`), value: percentCell, points: {show: false}},
          {label: labels[2], stroke: colour(`${prefix}-line`), width: 1.5, dash: [5, 4], value: percentCell, points: {show: false}},
        ],
        plugins: [timeMarks(marks)],
      }), columns);
    },
  };
}

/** The return beside the first-timer: two lines with their ranges, in share of the previous best. */
export function returnChart(node) {
  const chart = new Chart(node);
  return {
    draw(columns) {
      chart.draw(() => {
        const edge = {stroke: 'transparent', width: 0, points: {show: false}};
        return {
          padding: [10, 30, 0, 0],
          cursor: {drag: {x: false, y: false}, points: {size: 7}},
          scales: {x: {time: false}, y: {range: (_, min, max) => [Math.min(min, 0.9) - 0.02, Math.max(max, 1) + 0.02]}},
          axes: [{...axes(percentTick)[0], values: (_, t) => t.map(w => (Number.isInteger(w) ? `week ${w}` : ''))}, axes(percentTick)[1]],
          series: [
            {label: 'Week', value: (_, w) => (w === null || w === undefined ? '–' : w.toFixed(0))},
            {label: 'This member', stroke: colour('return'), width: 2.5, value: percentCell, points: {show: false}},
            {label: 'from', ...edge, value: percentCell}, {label: 'to', ...edge, value: percentCell},
            {label: 'First-timer', stroke: colour('first'), width: 2, dash: [6, 4], value: percentCell, points: {show: false}},
            {label: 'from', ...edge, value: percentCell}, {label: 'to', ...edge, value: percentCell},
          ],
          bands: [{series: [3, 2], fill: colour('return-band')}, {series: [6, 5], fill: colour('first-band')}],
          hooks: {
            draw: [u => {
              const {ctx} = u;
              const y = Math.round(u.valToPos(0.98, 'y', true));
              ctx.save();
              ctx.strokeStyle = colour('ink');
              ctx.fillStyle = colour('ink');
              ctx.globalAlpha = 0.75;
              ctx.setLineDash([2 * ratio(), 4 * ratio()]);
              ctx.lineWidth = ratio();
              ctx.beginPath();
              ctx.moveTo(u.bbox.left, y);
              ctx.lineTo(u.bbox.left + u.bbox.width, y);
              ctx.stroke();
              ctx.font = `${12 * ratio()}px ${colour('sans')}`;
              ctx.textAlign = 'right';
              ctx.fillText('98 % of the previous best', u.bbox.left + u.bbox.width - 4 * ratio(), y - 6 * ratio());
              ctx.restore();
            }],
          },
        };
      }, columns);
    },
  };
}
