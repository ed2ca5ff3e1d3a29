// How many records a second each task hands on.

function throughputChart() {
    const what =
        'Records per second: in each second (area), mean of 14 s (line), ' +
        (run.live ? 'arriving now (dashed).' : `${grouped(settings.inPerSecond)}/s arriving (dashed).`);
    if (run.live) {
        chart('throughput', 'What each task hands on', what, drawThroughput);
        return;
    }
    const slow = run.summary.bottleneck;
    const pressed = tasks.filter(task => event('pressure reaches ' + task.name));
    const title =
        slow === 'none' || !pressed.length
            ? 'What each task hands on'
            : pressed.length === 1
              ? `${pressed[0].name} drops to the speed of ${slow}`
              : `One after the other drops to the speed of ${slow}`;
    chart('throughput', title, what, drawThroughput);
}

// What it handed on since the sample before.
const inSecond = (task, i) => (at(task.recordsOut, i) - at(task.recordsOut, i - 1)) / (second[i] - second[i - 1]);

function drawThroughput(frame) {
    const {svg, x} = frame;
    const most =
        Math.max(settings.inPerSecond, ...tasks.flatMap(task => second.map((_, i) => at(task.recordsPerSecond, i)))) *
        1.1;
    const shown = rows(frame, (task, top, bottom) => {
        const y = value => bottom - (value / most) * (bottom - top);
        const out = i => at(task.recordsPerSecond, i);
        draw('line', {x1: LEFT, x2: frame.right, y1: bottom, y2: bottom, stroke: 'var(--line)'}, svg);
        draw(
            'path',
            {
                d: stepArea(
                    () => 0,
                    i => inSecond(task, i),
                    x,
                    y,
                ),
                fill: 'var(--d1)',
                opacity: 0.4,
            },
            svg,
        );
        draw('path', {d: line(out, x, y), fill: 'none', stroke: 'var(--d0)', 'stroke-width': 2}, svg);
        draw(
            'line',
            {
                x1: LEFT,
                x2: frame.right,
                y1: y(settings.inPerSecond),
                y2: y(settings.inPerSecond),
                stroke: 'var(--ink)',
                'stroke-dasharray': '5 4',
                opacity: 0.6,
            },
            svg,
        );
        const value = words(svg, frame.right + 10, (top + bottom) / 2 + 5, 14.5, '', strong);
        return {task, out, value};
    });
    return i => {
        shown.forEach(({out, value}) => write(value, rate(out(i)) + '/s'));
        const rates = shown.map(({task, out}) => `${task.label} ${rate(out(i))}`);
        return `At ${time(second[i])}: ${rates.join(', ')} records per second.`;
    };
}
