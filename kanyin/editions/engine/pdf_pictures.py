"""Pictures in the colours of the file: what brings an RGB profile of its own is put into sRGB.

The engine of pages drops profiles and takes every RGB for sRGB; photographs of telephones are
often in another one.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageCms

from kanyin.editions.engine.pdf_profiles import screen
from kanyin.model.issue import Picture

SAME = 3
"""Colours that differ by no more, of 255, are the same: the picture is in sRGB already."""
SAMPLE = b"".join(bytes((r, g, b)) for r in (0, 128, 255) for g in (0, 128, 255) for b in (0, 255))
KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "PNG"}
JPEG = {"quality": 95, "subsampling": 0}


def in_srgb(picture: Picture) -> Picture:
    """The picture in sRGB; one without a profile, or with a broken one, as it is."""
    if picture.media_type not in KINDS:
        return picture
    with Image.open(BytesIO(picture.data)) as image:
        profile = image.info.get("icc_profile")
        if not profile or image.mode not in ("RGB", "RGBA"):
            return picture
        try:
            transform = _to_srgb(profile)
        except ImageCms.PyCMSError:
            return picture
        if _changes_little(transform):
            return picture
        return _converted(picture, image, transform)


def _to_srgb(profile: bytes) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.ImageCmsProfile(BytesIO(screen().data)),
        "RGB",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _changes_little(transform: ImageCms.ImageCmsTransform) -> bool:
    sample = Image.frombytes("RGB", (len(SAMPLE) // 3, 1), SAMPLE)
    shown = ImageCms.applyTransform(sample, transform)
    assert shown is not None
    return all(abs(a - b) <= SAME for a, b in zip(SAMPLE, shown.tobytes(), strict=True))


def _converted(
    picture: Picture, image: Image.Image, transform: ImageCms.ImageCmsTransform
) -> Picture:
    shown = ImageCms.applyTransform(image.convert("RGB"), transform)
    assert shown is not None
    if image.mode == "RGBA":
        shown.putalpha(image.getchannel("A"))
    kind = KINDS[picture.media_type]
    out = BytesIO()
    how = JPEG if kind == "JPEG" else {}
    shown.save(out, kind, exif=image.info.get("exif", b""), icc_profile=None, **how)
    return replace(picture, media_type=f"image/{kind.lower()}", data=out.getvalue())
