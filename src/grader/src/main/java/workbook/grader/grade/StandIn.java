package workbook.grader.grade;

/** When the reference stands in for an earlier chapter of a student's. */
public enum StandIn {
    /** Each chapter is judged on the student's own earlier ones. */
    NEVER,
    /** For one that doesn't pass entirely: what is wrong in it costs once. */
    IF_BROKEN,
    /** Each chapter is judged by itself. */
    ALWAYS
}
