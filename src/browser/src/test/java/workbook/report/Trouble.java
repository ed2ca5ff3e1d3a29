package workbook.report;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Predicate;

/** Notes what should never happen on a page: errors, warnings, dialogs, and requests to where it has no business. */
final class Trouble {

    private Trouble() {
    }

    /**
     * From now on, for this page.
     *
     * @param trouble what happens is added there
     * @param mayAskFor whether the page may ask for what is at an address
     */
    static void note(Page page, List<String> trouble, Predicate<String> mayAskFor) {
        page.onPageError(error -> trouble.add("error: " + error));
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                trouble.add(message.type() + ": " + message.text());
            }
        });
        page.onDialog(dialog -> {
            trouble.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!mayAskFor.test(request.url())) {
                trouble.add("request: " + request.url());
            }
        });
    }
}
