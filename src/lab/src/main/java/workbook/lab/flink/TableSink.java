package workbook.lab.flink;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

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
        return new TableWriter(this, context.getProcessingTimeService());
    }
}
