// Brings a Judge that never fails.
// kind: shadowing
// file: workbook/testkit/Judge.java
// base: skeleton
package workbook.testkit;

final class Judge {
}
