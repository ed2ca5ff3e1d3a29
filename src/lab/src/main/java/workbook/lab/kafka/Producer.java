package workbook.lab.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import workbook.lab.LabTrouble;

/**
 * Produces so many records a second, evenly, into one partition after the other. A record's value begins with its
 * number: 0 for the first.
 */
public final class Producer implements AutoCloseable {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long PAUSE_NANOS = 2_000_000;

    private final KafkaProducer<byte[], byte[]> kafka;
    private final byte[] payload;
    private final int partitions;
    private final long perSecond;
    private final Thread thread = new Thread(this::produce, "producer");
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean stopped;

    /**
     * Connects, and waits to be started.
     *
     * @param recordBytes of each value, at least 8
     */
    public Producer(String broker, int partitions, long perSecond, int recordBytes) {
        this.partitions = partitions;
        this.perSecond = perSecond;
        payload = new byte[recordBytes];
        new Random(1).nextBytes(payload); // nothing that compresses
        kafka = new KafkaProducer<>(Map.of("bootstrap.servers", broker, "linger.ms", "5"),
                new ByteArraySerializer(), new ByteArraySerializer());
        kafka.partitionsFor(Events.TOPIC); // now, so that the first record needn't wait for it
    }

    /** Begins, unless it has begun. */
    public void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** @throws LabTrouble if records couldn't be produced */
    public void check() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new LabTrouble("Kafka took no more records: " + cause.getMessage()
                    + ". If its disk isn't full, try again.", cause);
        }
    }

    /** Records that were handed over to be sent. */
    public long sent() {
        return sent.get();
    }

    /** Records that Kafka has, and all that must have a copy. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** No more records from now on. Waits for those that are under way. */
    public void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        kafka.flush();
    }

    @Override
    public void close() {
        stopped = true;
        kafka.close(Duration.ofSeconds(5));
    }

    private void produce() {
        long start = System.nanoTime();
        long number = 0;
        while (!stopped && failure.get() == null) {
            long due = (long) ((System.nanoTime() - start) / (double) NANOS_PER_SECOND * perSecond);
            for (; number < due && !stopped; number++) {
                send(number);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void send(long number) {
        byte[] value = payload.clone();
        ByteBuffer.wrap(value).putLong(number);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Events.TOPIC, (int) (number % partitions), null, value);
        try {
            kafka.send(record, (sent, exception) -> {
                if (exception == null) {
                    acknowledged.incrementAndGet();
                } else if (!stopped) {
                    failure.compareAndSet(null, exception);
                }
            });
            sent.incrementAndGet();
        } catch (RuntimeException e) {
            if (!stopped) {
                failure.compareAndSet(null, e);
            }
        }
    }
}
