/* <tokentally-chart>: bars of figures, groups or steps over time, in the colours of the theme. Only lengths are drawn from numbers; what people
   read are the exact texts that come along. */
const scripts = new URL('./chart.umd.min.js' + new URL(import.meta.url).search, import.meta.url);

const library = () =>
  (window.tokentallyChartLibrary ??= new Promise((resolve, reject) => {
    if (window.Chart) {
      resolve(window.Chart);
      return;
    }
    const script = document.createElement('script');
    script.src = scripts.href;
    script.onload = () => resolve(window.Chart);
    script.onerror = () => reject(new Error('Chart.js did not load'));
    document.head.append(script);
  }));

const darkness = matchMedia('(prefers-color-scheme: dark)');
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

/* The page's, in which its texts are. */
const language = () => document.documentElement.lang || 'en';

/* As many decimals as tell one tick from the next, and cents at least. */
const shortCost = (value, index, ticks) => {
  const step = ticks.length > 1 ? Math.abs(ticks[1].value - ticks[0].value) : value;
  const decimals = step > 0 ? Math.min(10, Math.max(2, Math.ceil(-Math.log10(step) - 1e-9))) : 2;
  return value.toLocaleString(language(), {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: step >= 1 ? 0 : decimals,
    maximumFractionDigits: step >= 1 ? 0 : decimals,
  });
};
const shortTime = (value) => (value >= 1000 ? `${(value / 1000).toLocaleString(language())} s` : `${value} ms`);
const shortShare = (value) => value.toLocaleString(language(), { style: 'percent', maximumFractionDigits: 1 });
const shortCount = (value) =>
  value.toLocaleString(language(), { notation: value < 10000 ? 'standard' : 'compact', maximumFractionDigits: 1 });

const writers = { COST: shortCost, COUNT: shortCount, SHARE: shortShare, MILLISECONDS: shortTime };

class TokentallyChart extends HTMLElement {
  #data;
  #chart;
  #canvas = document.createElement('canvas');
  #redraw = () => this.#draw(true);

  constructor() {
    super();
    // Set by the server before this module came.
    if (Object.hasOwn(this, 'data')) {
      const early = this.data;
      delete this.data;
      this.#data = early;
    }
  }

  set data(value) {
    this.#data = value;
    this.#draw(false);
  }

  get data() {
    return this.#data;
  }

  connectedCallback() {
    this.#canvas.setAttribute('role', 'img');
    if (!this.#canvas.isConnected) {
      const frame = document.createElement('div');
      frame.className = 'tt-chart-frame';
      frame.append(this.#canvas);
      this.replaceChildren(frame);
    }
    darkness.addEventListener('change', this.#redraw);
    window.addEventListener('tokentally-theme', this.#redraw);
    this.#draw(true);
  }

  disconnectedCallback() {
    darkness.removeEventListener('change', this.#redraw);
    window.removeEventListener('tokentally-theme', this.#redraw);
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  /* A custom property may hold light-dark(…); only a used colour is one that a canvas understands. */
  #color(property) {
    this.style.setProperty('--tt-probe', `var(${property})`);
    this.style.color = 'var(--tt-probe)';
    const color = getComputedStyle(this).color;
    this.style.removeProperty('color');
    this.style.removeProperty('--tt-probe');
    return color;
  }

  async #draw(anew) {
    if (!this.#data || !this.isConnected) {
      return;
    }
    const Chart = await library();
    if (!this.isConnected) {
      return;
    }
    const { bars, horizontal, description } = this.#data;
    if (bars && horizontal) {
      this.style.setProperty('--tt-bars', bars.length);
    }
    this.#canvas.setAttribute('aria-label', description);
    if (anew || !this.#chart) {
      this.#chart?.destroy();
      // At rest, as the page still finds its widths: Chart.js puts a resize off for as long as it animates.
      this.#chart = new Chart(this.#canvas, this.#configure(false));
      return;
    }
    const { data, options } = this.#configure(!stillness.matches);
    this.#chart.data = data;
    this.#chart.options = options;
    this.#chart.update(stillness.matches ? 'none' : undefined);
  }

  #configure(animated) {
    if (this.#data.series) {
      return this.#groups(animated);
    }
    return this.#data.lines ? this.#steps(animated) : this.#configuration(animated);
  }

  /* Bars on top of each other, or lines: what is left together is drawn last and grey, the days before as a dashed line over them. */
  #groups(animated) {
    const { series, points, earlier, form, axis, hasUnfinished } = this.#data;
    const stacked = form === 'STACKED';
    const text = this.#color('--vaadin-text-color-secondary');
    const line = this.#color('--vaadin-border-color-secondary');
    const font = { family: getComputedStyle(this).fontFamily, size: 12 };
    const last = points.length - 1;
    const heights = (values) => values.map(({ value }) => (value === null || value === undefined ? null : Number(value)));
    const datasets = series.map((group) => {
      const color = this.#color(`--tt-chart-${group.color}`);
      const faint = this.#faint(color);
      return stacked
        ? {
            type: 'bar',
            label: group.name,
            data: heights(group.values),
            backgroundColor: points.map((_, place) => (hasUnfinished && place === last ? faint : color)),
            borderColor: color,
            borderWidth: points.map((_, place) => (hasUnfinished && place === last ? 1 : 0)),
            maxBarThickness: 28,
            categoryPercentage: 0.82,
            barPercentage: 0.92,
            stack: 'shown',
            order: 1,
          }
        : {
            type: 'line',
            label: group.name,
            data: heights(group.values),
            borderColor: color,
            backgroundColor: color,
            borderWidth: 2,
            pointRadius: points.length > 40 ? 0 : 2,
            pointHitRadius: 12,
            pointStyle: ['circle', 'rect', 'triangle', 'rectRot', 'cross', 'rectRounded', 'star', 'crossRot'][group.color % 8],
            spanGaps: true,
            segment: { borderDash: (part) => (hasUnfinished && part.p1DataIndex === last ? [3, 3] : undefined) },
            order: 1,
          };
    });
    if (earlier) {
      datasets.push({
        type: 'line',
        label: earlier.name,
        data: heights(earlier.values),
        borderColor: text,
        backgroundColor: text,
        borderWidth: 1.5,
        borderDash: [5, 4],
        pointRadius: 0,
        pointHitRadius: 8,
        order: 0,
      });
    }
    const texts = [...series, ...(earlier ? [earlier] : [])].map((group) => group.values);
    return {
      data: { labels: points.map((point) => point.label), datasets },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: animated && { duration: 350, onComplete: ({ chart }) => chart.resize() },
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: {
            stacked,
            border: { display: false },
            grid: { display: false },
            ticks: { color: text, font, padding: 6, maxRotation: 0, autoSkipPadding: 20 },
          },
          y: {
            stacked,
            beginAtZero: true,
            border: { display: false },
            grid: { color: line, drawTicks: false },
            ticks: { color: text, font, padding: 8, maxTicksLimit: 5, callback: writers[axis] },
          },
        },
        plugins: {
          legend: {
            display: datasets.length > 1,
            position: 'bottom',
            labels: {
              color: text, font, boxWidth: 10, boxHeight: 10, usePointStyle: true,
              // A bar's own colours differ by the day.
              generateLabels: (chart) => chart.data.datasets.map((set, index) => ({
                text: set.label.length > 30 ? set.label.slice(0, 29) + '…' : set.label,
                fillStyle: set.borderDash ? 'transparent' : set.borderColor,
                strokeStyle: set.borderColor,
                lineWidth: set.borderDash ? 1.5 : 0,
                lineDash: set.borderDash ?? [],
                fontColor: text,
                pointStyle: set.borderDash ? 'line' : set.pointStyle ?? 'rect',
                hidden: !chart.isDatasetVisible(index),
                datasetIndex: index,
              })),
            },
          },
          tooltip: this.#tooltip(font, {
            title: (items) => points[items[0].dataIndex].title,
            label: (item) => `${item.dataset.label}: ${texts[item.datasetIndex][item.dataIndex].text}`,
          }, ({ raw }) => raw !== null && raw !== 0),
        },
      },
    };
  }

  /* The same, seen through. */
  #faint(color) {
    return `color-mix(in srgb, ${color} 45%, transparent)`;
  }

  #steps(animated) {
    const { lines } = this.#data;
    const text = this.#color('--vaadin-text-color-secondary');
    const line = this.#color('--vaadin-border-color-secondary');
    const font = { family: getComputedStyle(this).fontFamily, size: 12 };
    const times = lines.flatMap(({ steps }) => steps.map((step) => step.at));
    const day = new Intl.DateTimeFormat(language(), { month: 'short', year: 'numeric' });
    return {
      type: 'line',
      data: {
        datasets: lines.map(({ label, color, steps }) => ({
          label,
          data: steps.map((step) => ({ x: step.at, y: Number(step.value) })),
          stepped: 'before',
          clip: 6,
          borderWidth: 2,
          pointRadius: 3,
          pointHitRadius: 12,
          borderColor: this.#color(`--tt-chart-${color}`),
          backgroundColor: this.#color(`--tt-chart-${color}`),
        })),
      },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: animated && { duration: 350, onComplete: ({ chart }) => chart.resize() },
        interaction: { mode: 'nearest', intersect: false },
        scales: {
          x: {
            type: 'linear',
            min: Math.min(...times),
            max: Math.max(...times),
            border: { display: false },
            grid: { display: false },
            ticks: { color: text, font, maxRotation: 0, maxTicksLimit: 6, callback: (value) => day.format(value) },
          },
          y: {
            beginAtZero: true,
            border: { display: false },
            grid: { color: line, drawTicks: false },
            ticks: { color: text, font, padding: 8, maxTicksLimit: 5, callback: shortCost },
          },
        },
        plugins: {
          legend: { position: 'bottom', labels: { color: text, font, boxWidth: 10, boxHeight: 10 } },
          tooltip: this.#tooltip(font, {
            title: (items) => lines[items[0].datasetIndex].steps[items[0].dataIndex].day,
            label: (item) => `${lines[item.datasetIndex].label}: ${lines[item.datasetIndex].steps[item.dataIndex].text}`,
          }),
        },
      },
    };
  }

  #tooltip(font, callbacks, filter) {
    return {
      displayColors: false,
      ...(filter && { filter }),
      padding: 10,
      cornerRadius: 8,
      backgroundColor: this.#color('--tt-tooltip-background'),
      titleColor: this.#color('--tt-tooltip-text'),
      bodyColor: this.#color('--tt-tooltip-text'),
      titleFont: { ...font, weight: 600 },
      bodyFont: font,
      callbacks,
    };
  }

  #configuration(animated) {
    const { bars, horizontal, color, axis } = this.#data;
    const lengths = bars.map((bar) => Number(bar.value));
    // What is not nothing shows, however small it is beside the others.
    const least = Math.max(0, ...lengths) * 0.006;
    const write = writers[axis];
    const fill = this.#color(`--tt-chart-${color}`);
    const text = this.#color('--vaadin-text-color-secondary');
    const line = this.#color('--vaadin-border-color-secondary');
    const font = { family: getComputedStyle(this).fontFamily, size: 12 };
    const values = {
      beginAtZero: true,
      border: { display: false },
      grid: { color: line, drawTicks: false },
      ticks: { color: text, font, padding: 8, maxTicksLimit: horizontal ? 4 : 5, callback: write },
    };
    const labels = {
      border: { display: false },
      grid: { display: false },
      ticks: {
        color: text, font, padding: 6, maxRotation: 0, autoSkip: !horizontal, autoSkipPadding: 20,
        callback(value) {
          const label = this.getLabelForValue(value);
          const limit = this.chart.width < 420 ? 16 : 26;
          return label.length > limit ? label.slice(0, limit - 1) + '…' : label;
        },
      },
    };
    return {
      type: 'bar',
      data: {
        labels: bars.map((bar) => bar.label),
        datasets: [{
          data: lengths.map((length) => (length > 0 ? Math.max(length, least) : length)),
          backgroundColor: fill,
          hoverBackgroundColor: this.#color(`--tt-chart-${color}-strong`),
          borderRadius: 4,
          borderSkipped: 'start',
          maxBarThickness: horizontal ? 18 : 28,
          categoryPercentage: horizontal ? 0.7 : 0.82,
          barPercentage: 0.92,
        }],
      },
      options: {
        indexAxis: horizontal ? 'y' : 'x',
        responsive: true,
        maintainAspectRatio: false,
        animation: animated && { duration: 350, onComplete: ({ chart }) => chart.resize() },
        interaction: { mode: 'index', axis: horizontal ? 'y' : 'x', intersect: false },
        scales: horizontal ? { x: values, y: labels } : { x: labels, y: values },
        plugins: {
          legend: { display: false },
          tooltip: this.#tooltip(font, {
            title: (items) => bars[items[0].dataIndex].title,
            label: (item) => bars[item.dataIndex].text,
          }),
        },
      },
    };
  }
}

customElements.get('tokentally-chart') ?? customElements.define('tokentally-chart', TokentallyChart);
