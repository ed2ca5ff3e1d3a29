package workbook.bench;

import workbook.report.BenchRecords;

/**
 * What came of one engine with one kind of record.
 *
 * @param rates records per second
 * @param flinks Flink's in the same rounds
 */
public record Measured(BenchRecords kind, String engine, Rates rates, Rates flinks) {

    /** How many times as fast as Flink. */
    Rates ratio() {
        return rates.dividedBy(flinks);
    }
}
