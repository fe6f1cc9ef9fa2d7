// Prints what ImageJ makes of each file named on the command line, as one JSON object a line: dimensions, calibration,
// labels, LUTs, display ranges, info and pixel values. Run by image-write.test.ts, without a display:
//   java -Djava.awt.headless=true -cp /usr/share/java/ij.jar test/oracle/read_written.java FILE...
// A path that begins with "virtual:" is opened plane by plane; of such a stack only the first and the last plane are
// described, by their first and their last pixel.

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

class ReadWritten {
  public static void main(String[] paths) {
    for (String path : paths) {
      boolean virtual = path.startsWith("virtual:");
      ImagePlus image = virtual ? IJ.openVirtual(path.substring("virtual:".length())) : IJ.openImage(path);
      System.out.println(describe(image, virtual));
    }
    System.exit(0);
  }

  static String describe(ImagePlus image, boolean virtual) {
    if (image == null) return "null";
    StringBuilder json = new StringBuilder("{");
    Calibration calibration = image.getCalibration();
    field(json, "dimensions", "[" + image.getWidth() + "," + image.getHeight() + "," + image.getNChannels() + ","
        + image.getNSlices() + "," + image.getNFrames() + "]");
    field(json, "bitDepth", "" + image.getBitDepth());
    field(json, "composite", "" + image.isComposite());
    field(json, "voxel", "[" + calibration.pixelWidth + "," + calibration.pixelHeight + "," + calibration.pixelDepth + "]");
    field(json, "unit", text(calibration.getUnit()));
    field(json, "frameInterval", "" + calibration.frameInterval);
    field(json, "info", text(image.getInfoProperty()));

    StringBuilder luts = new StringBuilder();
    for (LUT lut : image.getLuts()) {
      luts.append(luts.length() > 0 ? "," : "").append("{\"top\":[" + lut.getRed(255) + "," + lut.getGreen(255) + ","
          + lut.getBlue(255) + "],\"middle\":[" + lut.getRed(100) + "," + lut.getGreen(100) + "," + lut.getBlue(100) + "]");
      if (image.isComposite()) luts.append(",\"min\":" + lut.min + ",\"max\":" + lut.max);
      luts.append("}");
    }
    field(json, "luts", "[" + luts + "]");
    field(json, "range", "[" + image.getDisplayRangeMin() + "," + image.getDisplayRangeMax() + "]");

    StringBuilder labels = new StringBuilder();
    StringBuilder planes = new StringBuilder();
    int size = image.getStackSize();
    for (int i = 1; i <= size; i += virtual ? size - 1 : 1) {
      String label = size == 1 ? image.getProp("Slice_Label") : image.getStack().getSliceLabel(i);
      labels.append(i > 1 ? "," : "").append(text(label));
      ImageProcessor pixels = image.getStack().getProcessor(i);
      pixels.setCalibrationTable(calibration.getCTable());
      planes.append(i > 1 ? ",[" : "[");
      int count = pixels.getPixelCount();
      for (int p = 0; p < count; p += virtual ? count - 1 : 1) planes.append(p > 0 ? "," : "").append(value(image, pixels, p));
      planes.append("]");
    }
    field(json, "labels", "[" + labels + "]");
    field(json, "planes", "[" + planes + "]");
    return json + "}";
  }

  static String value(ImagePlus image, ImageProcessor pixels, int index) {
    if (image.getBitDepth() == 24) return "" + (pixels.get(index) & 0xffffff);
    double value = pixels.getf(index);
    return "" + (image.getCalibration().isSigned16Bit() ? value - 32768 : value);
  }

  static void field(StringBuilder json, String key, String value) {
    json.append(json.length() > 1 ? "," : "").append(text(key)).append(":").append(value);
  }

  static String text(String value) {
    if (value == null) return "null";
    StringBuilder quoted = new StringBuilder("\"");
    for (char letter : value.toCharArray()) {
      if (letter < 32 || letter > 126 || letter == '"' || letter == '\\') quoted.append(String.format("\\u%04x", (int) letter));
      else quoted.append(letter);
    }
    return quoted + "\"";
  }
}
