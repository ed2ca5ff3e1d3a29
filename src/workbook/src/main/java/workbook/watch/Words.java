package workbook.watch;

import java.util.List;
import java.util.Optional;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;

/** What is shown, line by line; in colour or not, as the terminal is. */
public interface Words {

    /** Before there is a result. */
    List<String> checking(Chapter chapter);

    /** @param all each failure in full, however many there are */
    List<String> of(ChapterReport report, boolean all);

    /** The next hint for what is to be done next in the chapter. */
    List<String> hint(Chapter chapter);

    /** Below all else; while something is going on, what. */
    String footer(Optional<String> doing);
}
