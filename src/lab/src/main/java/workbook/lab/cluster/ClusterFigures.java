package workbook.lab.cluster;

import java.util.List;
import java.util.Map;
import workbook.lab.cluster.FlinkRest.Shares;
import workbook.lab.cluster.WrittenRows.Doubled;

/**
 * What came of a run on the cluster.
 *
 * @param moments at the beginning, at either kill, and at the end
 * @param broker the broker's end
 * @param worker the TaskManager's
 * @param before what the tasks did just before the TaskManager was killed, as the Web UI shows it
 * @param after and at the end
 * @param sent records that the producer had sent
 * @param produced those that are in Kafka, by the brokers
 * @param rows in the table, when all was written
 * @param records of those sent, how many are in the table
 * @param doubled rows that are there once more than they should
 */
record ClusterFigures(List<Moment> moments, BrokerLoss broker, WorkerLoss worker, Map<String, Shares> before,
        Map<String, Shares> after, long sent, long produced, long rows, long records, Doubled doubled) {

    /** Records that were sent and aren't in the table. */
    long lost() {
        return sent - records;
    }

    /** Nothing lost, nothing made up, and no more doubled than was written from the checkpoint to the restart. */
    boolean isRight() {
        return lost() == 0 && produced == sent && rows == records + doubled.rows()
                && doubled.rows() <= doubled.written() && broker.hasNewLeaders() && worker.running() > 0;
    }

    /**
     * How far it was at one moment.
     *
     * @param second since the first record
     * @param produced records that Kafka has
     * @param rows in the table
     * @param lag what isn't committed of it: records that a restart would find in Kafka
     */
    record Moment(double second, long produced, long rows, long lag) {
    }
}
