package workbook.lab.flink;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Positions;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/** Source → map → filter → sink, as anybody would write it in Flink. */
public final class ScenarioJob {

    private ScenarioJob() {
    }

    /**
     * What Flink makes of it. Between different slots of different TaskManagers lie channels with credits; in one slot,
     * they are local.
     */
    static JobGraph graph(ScenarioSettings settings, boolean rebalances, Configuration configuration, String broker,
            String database) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        define(environment, settings, rebalances, broker, database, true);
        return environment.getStreamGraph().getJobGraph();
    }

    /**
     * Adds it to a program.
     *
     * @param rebalances whether each task hands its records to all subtasks of the next in turn, even if each could have
     *     one of its own
     * @param watched whether the consumers' positions are told to {@link Positions}, in this JVM
     */
    public static void define(StreamExecutionEnvironment environment, ScenarioSettings settings, boolean rebalances,
            String broker, String database, boolean watched) {
        boolean chained = settings.tasks().size() == 1;
        if (!chained) {
            environment.disableOperatorChaining();
        }
        SingleOutputStreamOperator<byte[]> source = environment
                .fromSource(source(settings, broker, watched), WatermarkStrategy.noWatermarks(), "source")
                .setParallelism(settings.parallelism("source"));
        SingleOutputStreamOperator<byte[]> map = handedOn(source, rebalances).map(record -> record)
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO).name("map")
                .setParallelism(settings.parallelism("map"));
        SingleOutputStreamOperator<byte[]> filter = handedOn(map, rebalances).filter(record -> true).name("filter")
                .setParallelism(settings.parallelism("filter"));
        DataStreamSink<byte[]> sink = handedOn(filter, rebalances).sinkTo(new TableSink(database, settings.batchRows(),
                settings.batchTimeoutMillis())).name("sink").setParallelism(settings.parallelism("sink"));
        if (!chained && settings.network() == Network.REMOTE) {
            source.slotSharingGroup("source");
            map.slotSharingGroup("map");
            filter.slotSharingGroup("filter");
            sink.slotSharingGroup("sink");
        }
    }

    /** Left to itself, Flink lets subtasks of which there are as many below have one each: forward. */
    private static DataStream<byte[]> handedOn(DataStream<byte[]> records, boolean rebalances) {
        return rebalances ? records.rebalance() : records;
    }

    /** What Flink calls the tasks, from the source to the sink: {@code "Source: source"}. */
    static List<String> tasks(JobGraph graph) {
        return StreamSupport.stream(graph.getVerticesSortedTopologicallyFromSources().spliterator(), false)
                .map(vertex -> vertex.getName()).toList();
    }

    private static KafkaSource<byte[]> source(ScenarioSettings settings, String broker, boolean watched) {
        KafkaSourceBuilder<byte[]> source = KafkaSource.<byte[]>builder()
                .setBootstrapServers(broker)
                .setTopics(Events.TOPIC)
                .setGroupId(Events.GROUP)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new Bytes())
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(settings.maxPollRecords()));
        if (watched) {
            source.setProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, Positions.class.getName());
        }
        return source.build();
    }

    /** A record is its bytes. */
    private static final class Bytes extends AbstractDeserializationSchema<byte[]> {

        private static final long serialVersionUID = 1;

        Bytes() {
            super(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        }

        @Override
        public byte[] deserialize(byte[] message) throws IOException {
            return message;
        }
    }
}
