package workbook.runner;

import java.util.List;

/**
 * Something doesn't compile.
 *
 * @param chapter the chapter it happened in
 * @param kind in which of its files
 * @param errors in the order of the compiler
 */
public record CompileProblem(Chapter chapter, Kind kind, List<CompileError> errors) {

    /** Which files these are. */
    public enum Kind {
        /** The student's own. */
        STUDENT,
        /** The reference's, on top of the student's earlier chapters. */
        BORROWED,
        /** The chapter's tests, on top of the student's classes. */
        TESTS
    }
}
