package workbook.lab.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import workbook.report.BenchGoal;
import workbook.report.BenchRecords;
import workbook.world.scenario.Network;

/** Source → map → filter → sink without any system before and behind it: what is left are tasks and exchanges. */
final class BenchJob {

    /** Of the round that is under way; Flink makes the sink itself. */
    private static volatile BenchGoal goal;

    private BenchJob() {
    }

    /** @param arrivals what the sink of this job counts with */
    static JobGraph graph(BenchRecords kind, long records, Network network, Configuration configuration,
            BenchGoal arrivals) {
        goal = arrivals;
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(1);
        environment.disableOperatorChaining();
        boolean apart = network == Network.REMOTE;
        if (kind == BenchRecords.LONGS) {
            longs(environment, records, apart);
        } else {
            bytes(environment, kind, records, apart);
        }
        return environment.getStreamGraph().getJobGraph();
    }

    private static void longs(StreamExecutionEnvironment environment, long records, boolean apart) {
        SingleOutputStreamOperator<Long> source = environment.fromSource(new NumberSequenceSource(0, records - 1),
                WatermarkStrategy.noWatermarks(), "source");
        SingleOutputStreamOperator<Long> map = source.map(number -> number + 1).returns(Types.LONG).name("map");
        SingleOutputStreamOperator<Long> filter = map.filter(number -> number >= 0).name("filter");
        place(apart, source, map, filter, filter.sinkTo((Sink<Long>) context -> new Arrivals<Long>() {
            @Override
            public void write(Long number, Context context) {
                goal().arrive(number);
            }
        }));
    }

    private static void bytes(StreamExecutionEnvironment environment, BenchRecords kind, long records, boolean apart) {
        GeneratorFunction<Long, byte[]> generator = kind::toBytes;
        SingleOutputStreamOperator<byte[]> source = environment.fromSource(new DataGeneratorSource<>(generator, records,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO), WatermarkStrategy.noWatermarks(), "source");
        SingleOutputStreamOperator<byte[]> map = source.map(record -> record)
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO).name("map");
        SingleOutputStreamOperator<byte[]> filter = map.filter(record -> BenchRecords.number(record) >= 0)
                .name("filter");
        place(apart, source, map, filter, filter.sinkTo((Sink<byte[]>) context -> new Arrivals<byte[]>() {
            @Override
            public void write(byte[] record, Context context) {
                goal().arrive(BenchRecords.number(record));
            }
        }));
    }

    private static void place(boolean apart, SingleOutputStreamOperator<?> source, SingleOutputStreamOperator<?> map,
            SingleOutputStreamOperator<?> filter, DataStreamSink<?> sink) {
        if (apart) {
            source.slotSharingGroup("source");
            map.slotSharingGroup("map");
            filter.slotSharingGroup("filter");
            sink.slotSharingGroup("sink");
        }
    }

    /** A sink that counts, and keeps nothing. */
    private abstract static class Arrivals<T> implements SinkWriter<T> {

        private final BenchGoal goal = BenchJob.goal;

        BenchGoal goal() {
            return goal;
        }

        @Override
        public void flush(boolean endOfInput) {
            // it holds nothing
        }

        @Override
        public void close() {
            // nor anything open
        }
    }
}
