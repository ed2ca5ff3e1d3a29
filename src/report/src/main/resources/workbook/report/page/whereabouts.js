// Where the data sits: one layer upon the other, from the sink back to Kafka.

const layers = () => [
    {name: 'sink, socket', value: inSink, colour: 'var(--d4)'},
    ...exchanges
        .map(each => ({name: 'before ' + each.before, value: i => at(each.records, i), colour: each.colour}))
        .reverse(),
    {name: 'in tasks', value: inTasks, colour: 'var(--mute)'},
    {name: 'Kafka', value: lag, colour: 'var(--d0)'},
];

function whereChart() {
    const what = 'Records that arrived and are not yet in Postgres.';
    if (run.live) {
        chart('where', 'Where the data sits', what, drawWhere);
        return;
    }
    const title = !exchanges.length
        ? 'What is not written waits in Kafka: there are no buffers in between'
        : run.summary.bottleneck !== 'none' && event('pressure reaches Kafka')
          ? 'The buffers fill from the slow task back; the rest waits in Kafka'
          : 'Where the data sits';
    chart('where', title, `${what} ${run.summary.conserved ? 'None is lost.' : 'Some were lost or doubled.'}`, drawWhere);
}

function drawWhere(frame) {
    const {svg, x} = frame;
    const most = Math.max(...second.map((_, i) => waiting(i)));
    const y = scale(frame, most);
    const sums = [second.map(() => 0)];
    const all = layers();
    for (const layer of all) {
        const below = sums[sums.length - 1];
        const upTo = below.map((sum, i) => sum + layer.value(i));
        sums.push(upTo);
        draw(
            'path',
            {
                d: area(
                    i => below[i],
                    i => upTo[i],
                    x,
                    y,
                ),
                fill: layer.colour,
                stroke: 'var(--card)',
                'stroke-width': 0.8,
            },
            svg,
        );
    }
    const shown = all.filter(layer => second.some((_, i) => layer.value(i) > most / 100));
    const each = Math.min(38, (BOTTOM - TOP) / shown.length);
    const labels = shown.map((layer, k) => {
        const height = BOTTOM - k * each;
        const name = fitting(layer.name, RIGHT - 24, 12, 10);
        box(svg, frame.right + 8, height - each + 8, 5, each - 8, {
            rx: 2,
            fill: layer.colour,
            stroke: 'var(--d-edge)',
            'stroke-width': 0.5,
        });
        words(svg, frame.right + 18, height - (each > 26 ? 16 : 8), name.size, name.text, mute);
        const inline = each <= 26;
        return {
            layer,
            value: words(
                svg,
                inline ? frame.width : frame.right + 18,
                height - (inline ? 8 : 2),
                inline ? 11 : 13.5,
                '',
                inline ? {...atEnd, ...strong} : strong,
            ),
        };
    });
    return i => {
        labels.forEach(({layer, value}) => write(value, grouped(layer.value(i))));
        const parts = all.map(layer => `${layer.name} ${grouped(layer.value(i))}`);
        return `At ${time(second[i])}: ${parts.join(', ')} records.`;
    };
}
