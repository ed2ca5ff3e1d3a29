package workbook.lab.flink;

import java.io.IOException;
import java.sql.SQLException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.UserCodeClassLoader;
import org.postgresql.Driver;

/**
 * Writes rows in batches, as the scenario's sink does: when the batch is full, or its oldest row has waited long
 * enough.
 *
 * @param url of the database
 * @param batchRows in one transaction, at most
 * @param batchTimeoutMillis how long a row waits for its batch to fill, at most
 */
record TableSink(String url, int batchRows, long batchTimeoutMillis) implements Sink<byte[]> {

    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<byte[]> createWriter(WriterInitContext context) throws IOException {
        forgetDriverWithTheJob(context.getUserCodeClassLoader());
        return new TableWriter(this, context.getProcessingTimeService());
    }

    /** A driver that came in the job's jar stays registered in the JVM, and so all of that jar; unless it is told. */
    private static void forgetDriverWithTheJob(UserCodeClassLoader job) {
        if (Driver.class.getClassLoader() != Sink.class.getClassLoader()) {
            job.registerReleaseHookIfAbsent(Driver.class.getName(), () -> {
                try {
                    Driver.deregister();
                } catch (SQLException e) {
                    // then it stays
                }
            });
        }
    }
}
