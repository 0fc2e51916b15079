global using CompExplain.Roaring.Containers;
global using CompExplain.Roaring.Kernels;
global using CompExplain.Roaring.Sources;
