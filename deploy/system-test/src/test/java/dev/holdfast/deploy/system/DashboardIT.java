package dev.holdfast.deploy.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as a browser meets it, on the standalone system. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class DashboardIT {
    private static final String TENANT = "iron-works";
    private static final double WAIT_MILLIS_MAX = 30_000;

    /** A Java service starts in seconds on a free machine, and in a minute on one that is busy with other tests. */
    private static final double RESTART_WAIT_MILLIS_MAX = 150_000;

    private static final LocalDate FIRST_DAY = LocalDate.now(ZoneOffset.UTC).minusDays(640);

    @TempDir
    static Path folder;

    private static Map<String, String> ports;
    private static RunningSystem system;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        ports = RunningSystem.freePorts();
        system = RunningSystem.start(folder.resolve("data"), ports);
        browser = Browser.start();
    }

    @AfterEach
    void closePages() {
        browser.closePages();
    }

    @AfterAll
    static void stop() {
        browser.close();
        system.close();
    }

    @Test
    @Order(1)
    void importedFile_showsItsCurvesWithoutReload() throws IOException, InterruptedException {
        Path log = StrongLog.write(folder.resolve("strong.csv"), FIRST_DAY, 60, 3);
        Page athlete = open(1280, 1000, ColorScheme.LIGHT, "athlete.html?id=lifter-1", "404");
        assertThat(athlete.locator(".live")).hasAttribute("data-state", "live", attributeWithin());

        // Until the service has read the first rows it knows no such import, and says so to the page that asks.
        Page page = open(1280, 1000, ColorScheme.LIGHT, "import.html", "/v1/imports/");
        page.setInputFiles("#file", log);
        page.fill("#athlete", "lifter-1");
        page.click("#start");
        assertThat(page.locator("#done")).isVisible(visibleWithin());
        assertThat(page.locator("#status")).containsText("in 180 sessions");
        assertThat(page.locator("#rejected")).isVisible();
        assertThat(page.locator("#rejected-rows tr")).hasCount(1);
        assertThat(Browser.seriousFindings(page)).isEmpty();
        keep(page, "import.png");

        assertThat(athlete.locator("#phase")).hasText("paused", textWithin());
        assertThat(athlete.locator("#figures")).containsText("Weeks to return");
        assertThat(athlete.locator("#structure-chart canvas")).isVisible();
        assertThat(athlete.locator("#motor-chart")).hasAttribute("aria-label", Pattern.compile(".*the trace keeps.*"));
        assertThat(athlete.locator("#learning-heading .estimate")).hasText("model estimate");
        assertThat(Browser.seriousFindings(athlete)).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(2)
    void slider_showsTheFiguresOfTheApi() throws IOException, InterruptedException {
        Page page = open(1280, 1000, ColorScheme.LIGHT, "athlete.html?id=lifter-1", "knownAt=");
        Locator at = page.locator("#at");
        assertThat(page.locator("#movements tr")).not().hasCount(0);
        LocalDate day = FIRST_DAY.plusDays(100);
        at.fill(String.valueOf(day.toEpochDay()));
        assertThat(page.locator("#at-text")).not().hasText("now");

        JsonNode state = system.query(TENANT, "/v1/athletes/lifter-1/state?at=" + day + "T23:59:59Z");
        long sharpness = Math.round(100 * state.path("sharpness").asDouble());
        long strength = Math.round(100 * (state.path("strengthRatio").asDouble() - 1));
        assertThat(page.locator("#figures")).containsText("+" + strength + " %", containsWithin());
        assertThat(page.locator("#figures")).containsText(sharpness + " %");

        page.locator("#known").fill(String.valueOf(day.toEpochDay()));
        assertThat(page.locator("#problem")).isVisible(visibleWithin());
        assertThat(page.locator("#problem")).containsText("lifter-1");
    }

    @Test
    @Order(3)
    void stream_afterARestart_goesOnWithoutReload() throws IOException, InterruptedException {
        Page page = open(1280, 1000, ColorScheme.LIGHT, "index.html", "ERR_");
        assertThat(page.locator(".live")).hasAttribute("data-state", "live", attributeWithin());
        assertThat(page.locator("#members tr")).hasCount(1);

        long killed = system.server(RunningSystem.QUERY).pid();
        system.kill(RunningSystem.QUERY);
        assertThat(page.locator(".live")).hasAttribute("data-state", "waiting", attributeWithin());
        system.post(
                TENANT,
                "/v1/athletes/lifter-2/sessions",
                "{\"occurredAt\":\"" + LocalDate.now(ZoneOffset.UTC) + "T06:00:00Z\",\"exercises\":[{\"name\":\"Squat"
                        + " (Barbell)\",\"sets\":[{\"loadKg\":60,\"reps\":5}]}]}");

        assertThat(page.locator(".live"))
                .hasAttribute(
                        "data-state",
                        "live",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(RESTART_WAIT_MILLIS_MAX));
        assertThat(page.locator("#members")).containsText("lifter-2", containsWithin());
        assertThat(system.server(RunningSystem.QUERY).pid()).isNotEqualTo(killed);
    }

    @Test
    @Order(4)
    void pages_lookRightAtEveryWidthAndInTheDark() throws IOException {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                for (String path : new String[] {"index.html", "athlete.html?id=lifter-1", "import.html"}) {
                    Page page = open(width, 900, scheme, path, null);
                    if (!path.startsWith("import")) {
                        assertThat(page.locator(".live")).hasAttribute("data-state", "live", attributeWithin());
                        assertThat(page.locator("#members tr, #movements tr").first())
                                .isVisible(visibleWithin());
                    }
                    assertThat(Browser.seriousFindings(page))
                            .as(path + " " + width + " " + scheme)
                            .isEmpty();
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                            .as("no sideways scrolling on %s", path)
                            .isLessThanOrEqualTo(width);
                    keep(
                            page,
                            path.replaceAll("\\.html.*", "") + "-" + width + "-"
                                    + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png");
                    page.context().close();
                }
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(5)
    void link_keepsTheTenant_andAFirstVisitShowsTheDemosOne() {
        Page page = open(1280, 1000, ColorScheme.LIGHT, "index.html", null);
        page.locator("#members a").first().click();
        assertThat(page.locator("h1")).containsText("lifter", containsWithin());
        assertThat(page.url()).contains("tenant=" + TENANT);
        page.locator(".crumb a").click();
        assertThat(page.locator("#members tr")).not().hasCount(0);

        Page first = browser.open(1280, 1000, ColorScheme.LIGHT, null);
        first.navigate("http://127.0.0.1:" + ports.get("HOLDFAST_QUERY_PORT") + "/");
        assertThat(first.locator("input[aria-label=Tenant]")).hasValue("demo-gym");
    }

    @Test
    @Order(6)
    void refusedTenantOrMember_isSaidWithTheRemedy_insteadOfReconnectingForEver() {
        for (String path : new String[] {"index.html?tenant=Demo%20Gym", "athlete.html?id=a%2Fb&tenant=" + TENANT}) {
            Page page = browser.open(1280, 1000, ColorScheme.LIGHT, "400");
            page.navigate("http://127.0.0.1:" + ports.get("HOLDFAST_QUERY_PORT") + "/" + path);
            assertThat(page.locator("#problem")).isVisible(visibleWithin());
            assertThat(page.locator("#problem")).hasText(Pattern.compile("(tenant|athleteId)=.*: use .*"));
            assertThat(page.locator("#problem").textContent()).containsOnlyOnce(": use ");
            assertThat(page.locator(".live")).hasAttribute("data-state", "off", attributeWithin());
        }
    }

    private static Page open(
            int width, int height, ColorScheme scheme, String path, @org.jspecify.annotations.Nullable String allowed) {
        Page page = browser.open(width, height, scheme, allowed);
        page.setDefaultTimeout(WAIT_MILLIS_MAX);
        String mark = path.contains("?") ? "&" : "?";
        page.navigate("http://127.0.0.1:" + ports.get("HOLDFAST_QUERY_PORT") + "/" + path + mark + "tenant=" + TENANT);
        return page;
    }

    /** For the eyes, in the module's target folder; the best of them are kept in docs/. */
    private static void keep(Page page, String name) throws IOException {
        Path screenshots = Files.createDirectories(Path.of("target", "screenshots"));
        page.screenshot(
                new Page.ScreenshotOptions().setPath(screenshots.resolve(name)).setFullPage(true));
    }

    private static LocatorAssertions.HasAttributeOptions attributeWithin() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(WAIT_MILLIS_MAX);
    }

    private static LocatorAssertions.IsVisibleOptions visibleWithin() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(WAIT_MILLIS_MAX);
    }

    private static LocatorAssertions.HasTextOptions textWithin() {
        return new LocatorAssertions.HasTextOptions().setTimeout(WAIT_MILLIS_MAX);
    }

    private static LocatorAssertions.ContainsTextOptions containsWithin() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(WAIT_MILLIS_MAX);
    }
}
