// The run in a strip: a row for each task, and the playhead over them.

const ROW = 17;
let ribbonHead = null;
let ribbonX = () => 0;

function buildRibbon() {
    const svg = byId('ribbon');
    const width = Math.max(120, svg.parentNode.clientWidth);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    svg.replaceChildren();
    change(svg, {viewBox: `0 0 ${width / rem} ${ROW * tasks.length}`});
    const all = Math.max(1e-9, second[last] - second[0]);
    ribbonX = i => (((second[i] - second[0]) / all) * width) / rem;
    tasks.forEach((task, k) => {
        const y = value => k * ROW + ROW - 1 - (value / 1000) * (ROW - 2);
        box(svg, 0, k * ROW + 1, width / rem, ROW - 2, {fill: 'var(--idle)'});
        drawTimes(svg, task, ribbonX, y);
    });
    ribbonHead = draw('line', {y1: 0, y2: ROW * tasks.length, stroke: 'var(--accent)', 'stroke-width': 2.5}, svg);
    byId('ribbon-names').replaceChildren(
        ...tasks.map(task => {
            const name = document.createElement('div');
            name.textContent = task.label;
            name.title = task.label;
            return name;
        }),
    );
}

function showRibbon(i) {
    if (!ribbonHead) return;
    change(ribbonHead, {x1: ribbonX(i), x2: ribbonX(i)});
}
