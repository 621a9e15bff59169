package dev.holdfast.cli.model;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of one look, written as SVG. */
final class Plots {
    /** Distinct also for those who do not tell red from green (Okabe and Ito 2008). */
    static final Color BLUE = new Color(0, 114, 178);

    static final Color ORANGE = new Color(230, 159, 0);
    static final Color GREEN = new Color(0, 158, 115);
    static final Color RED = new Color(213, 94, 0);
    static final Color PURPLE = new Color(204, 121, 167);
    static final Color GREY = new Color(120, 120, 120);

    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int TICK_SPACING = 90;
    private static final float LINE = 2.2f;

    private Plots() {}

    static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setLegendBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(new Color(225, 225, 225)).setPlotBorderVisible(false);
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0");
        chart.getStyler().setErrorBarsColorSeriesColor(true).setXAxisTickMarkSpacingHint(TICK_SPACING);
        return chart;
    }

    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE).setLineColor(colour).setLineStyle(new BasicStroke(LINE));
        return series;
    }

    static void dashed(XYChart chart, String name, double[] x, double[] y, Color colour) {
        line(chart, name, x, y, colour)
                .setLineStyle(
                        new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0));
    }

    static XYSeries points(XYChart chart, String name, double[] x, double[] y, double[] errors, Color colour) {
        XYSeries series = chart.addSeries(name, x, y, errors);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour).setLineColor(colour);
        return series;
    }

    static void write(XYChart chart, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        }
    }
}
