package workbook.report;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests with a browser, which is there as long as they are. */
abstract class BrowserTest {

    /** On a machine that has other things to do as well, anything may take so many times as long as it should. */
    static final int PATIENCE = Integer.getInteger("browser.patience", 1);

    static Chromium chromium;

    @BeforeAll
    static void startBrowser() throws Exception {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
    }
}
