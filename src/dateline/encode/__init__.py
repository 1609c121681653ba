"""The room of the encoder: one small network with several heads, run by ONNX Runtime."""
