// Where records come from, and where they go: Kafka's partitions; the sink's batch, the socket, Postgres.

const KAFKA_WIDTH = 96;
const OUTLET_WIDTH = 172;

function kafkaView(parent, x, y) {
    const partitions = columns.lagPerPartition;
    const mostSoFar = () => Math.max(1, ...second.map((_, i) => Math.max(...partitions.map(each => at(each, i)))));
    const atTheEnd = mostSoFar();
    const gap = partitions.length > 8 ? 1 : 3;
    const width = (KAFKA_WIDTH - 8 - gap * (partitions.length - 1)) / partitions.length;
    words(parent, x + KAFKA_WIDTH / 2, y - 14, 15, 'Kafka topic', {...middle, ...strong});
    box(parent, x, y, KAFKA_WIDTH, BOX_HEIGHT, {rx: 8, fill: 'var(--cell)', stroke: 'var(--cell-edge)'});
    const shown = partitions.map((_, k) =>
        box(parent, x + 4 + k * (width + gap), y, width, 0, {rx: 2, fill: 'var(--d0)'}),
    );
    partitions.forEach((_, k) => {
        if (partitions.length < 9)
            words(parent, x + 4 + k * (width + gap) + width / 2, y + 14, 11, String(k), {...middle, ...mute});
    });
    const total = words(parent, x + KAFKA_WIDTH / 2, y + BOX_HEIGHT + 20, 15, '', {...middle, 'font-weight': 600});
    return i => {
        const most = run.live ? mostSoFar() : atTheEnd;
        shown.forEach((each, k) => {
            const height = ((BOX_HEIGHT - 26) * at(partitions[k], i)) / most;
            change(each, {y: y + BOX_HEIGHT - 4 - height, height});
        });
        write(total, 'lag ' + grouped(lag(i)));
    };
}

function outletView(parent, x, y) {
    const parallelism = settings.tasks[settings.tasks.length - 1].parallelism;
    const places = [
        ['batch', where.inBatch, settings.batchRows * parallelism],
        ['socket', where.inSocket, settings.socketRows * parallelism],
    ].map(([name, column, room], k) => {
        const left = x + 24 + k * 38;
        words(parent, left + 9, y + 26, 11.5, name, {...middle, ...mute});
        return {
            column,
            show: gauge(parent, left, y + 33, 18, CELLS_HEIGHT, 'var(--d4)', room),
            count: words(parent, left + 9, y + 132, 12, '', {...middle, ...mute}),
        };
    });
    const flows = [
        [x + 3, x + 19],
        [x + 83, x + 103],
    ].map(([a, b]) => draw('path', {d: `M${a} ${y + 76}H${b}`, class: 'flow'}, parent));
    const left = x + 106;
    words(parent, left + 32, y - 14, 15, 'Postgres', {...middle, ...strong});
    draw(
        'path',
        {
            d: `M${left} ${y + 44}v66a32 10 0 0 0 64 0v-66`,
            fill: 'var(--cell)',
            stroke: 'var(--cell-edge)',
            'stroke-width': 1.5,
        },
        parent,
    );
    draw(
        'ellipse',
        {
            cx: left + 32,
            cy: y + 44,
            rx: 32,
            ry: 10,
            fill: 'var(--card)',
            stroke: 'var(--cell-edge)',
            'stroke-width': 1.5,
        },
        parent,
    );
    const rows = words(parent, left + 32, y + 84, 13, '', {...middle, 'font-weight': 600});
    words(parent, left + 32, y + 100, 12, 'rows', {...middle, ...mute});
    const open = words(parent, left + 32, y + 138, 12, '', {...middle, ...mute});
    const out = words(parent, left + 32, y + BOX_HEIGHT + 20, 15, '', {...middle, 'font-weight': 600});
    return i => {
        places.forEach(({column, show, count}) => {
            show(at(column, i));
            write(count, grouped(at(column, i)));
        });
        flows.forEach(each => flow(each, at(columns.writtenPerSecond, i)));
        write(rows, grouped(at(where.written, i)));
        write(open, at(where.inTransaction, i) > 0 ? `+${grouped(at(where.inTransaction, i))} open` : '');
        write(out, rate(at(columns.writtenPerSecond, i)) + '/s');
    };
}
