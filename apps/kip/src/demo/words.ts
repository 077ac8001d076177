/** What citizens write of each kind of telecom junk, where, and what the enterprises answer. */
export const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'telecom.cable-sagging': [
    'Cáp viễn thông võng thấp ngang tầm đầu người, xe máy đi qua rất dễ vướng.',
    'Dây cáp sà xuống lòng đường sau trận mưa lớn, đề nghị kéo lại cho an toàn.',
    'Đoạn trước trường học có dây cáp võng, các cháu đi xe đạp hay bị vướng.',
  ],
  'telecom.cable-dead': [
    'Dây cáp cũ không còn sử dụng vẫn treo lủng lẳng trên tường nhà dân.',
    'Nhiều đoạn cáp bị cắt bỏ nằm vắt trên cành cây, mất mỹ quan.',
  ],
  'telecom.cable-bundle': [
    'Bó cáp viễn thông rối như mạng nhện ngay đầu kiệt, đề nghị chỉnh trang.',
    'Các bó cáp quấn chằng chịt quanh trụ, thiếu thẻ nhận diện nhà mạng.',
  ],
  'telecom.pole-leaning': [
    'Trụ viễn thông nghiêng hẳn về phía nhà dân, sợ đổ khi có gió lớn.',
    'Trụ treo cáp bị xe tải tông gãy chân, đang dựa vào hàng rào.',
  ],
  'telecom.pole-abandoned': ['Trụ viễn thông bỏ không nhiều năm giữa vỉa hè, cản lối đi bộ.'],
  'telecom.mast-abandoned': [
    'Cột ăng-ten bỏ hoang đã gỉ sét, mùa bão người dân quanh đây rất lo.',
    'Trạm thu phát cũ không hoạt động, dây néo đứt một bên.',
  ],
  'telecom.cabinet-broken': ['Tủ cáp bên đường bung nắp, dây lòi ra ngoài, trẻ em hay nghịch.'],
  'telecom.manhole-broken': ['Nắp hố ga viễn thông bị vỡ, ban đêm đi lại rất nguy hiểm.'],
  default: ['Hạ tầng viễn thông hư hỏng gây mất an toàn, đề nghị kiểm tra và xử lý.'],
};

export const ADDRESSES = [
  'Lê Lợi',
  'Hùng Vương',
  'Nguyễn Huệ',
  'Phan Đình Phùng',
  'Bà Triệu',
  'Nguyễn Trãi',
  'Đặng Huy Trứ',
  'An Dương Vương',
  'Tố Hữu',
  'Kim Long',
] as const;

export const RESULTS = [
  'Đã kéo, bó lại cáp đúng độ cao và gắn thẻ nhận diện.',
  'Đã thu hồi toàn bộ cáp không còn sử dụng tại vị trí phản ánh.',
  'Đã dựng lại trụ và gia cố chân trụ bảo đảm an toàn.',
  'Đã tháo dỡ thiết bị bỏ hoang và hoàn trả mặt bằng.',
  'Đã thay nắp mới và dọn vệ sinh khu vực.',
] as const;
